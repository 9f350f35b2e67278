import HTTPTypes
import NIOCore
import NIOHTTPTypes

/// Closes a connection whose client is too slow: with a request, in taking a response, or with the next
/// request.
///
/// Hummingbird's own limit starts again with every part of a body, so that a client may dribble for ever.
final class ConnectionKeeper: ChannelDuplexHandler, RemovableChannelHandler {
    typealias InboundIn = HTTPRequestPart
    typealias InboundOut = HTTPRequestPart
    typealias OutboundIn = HTTPResponsePart
    typealias OutboundOut = HTTPResponsePart

    private let connections: OpenConnections
    private let limits: WebServerLimits
    /// Requests that were begun and not yet answered.
    private var unanswered = 0
    private var isReading = false
    /// Whether the present response is a stream, which lasts as long as it is taken.
    private var isStream = false
    private var deadline: Scheduled<Void>?

    init(_ connections: OpenConnections, limits: WebServerLimits) {
        self.connections = connections
        self.limits = limits
    }

    func handlerAdded(context: ChannelHandlerContext) {
        connections.add(context.channel)
        expect(within: limits.request, context)
    }

    func handlerRemoved(context: ChannelHandlerContext) {
        deadline?.cancel()
        connections.remove(context.channel)
    }

    func channelRead(context: ChannelHandlerContext, data: NIOAny) {
        switch unwrapInboundIn(data) {
        case .head:
            unanswered += 1
            isReading = true
        case .body: break
        case .end:
            isReading = false
            if unanswered > 0 {
                connections.note(context.channel, isWaiting: false)
                expect(within: limits.response, context)
            }
        }
        context.fireChannelRead(data)
    }

    func write(context: ChannelHandlerContext, data: NIOAny, promise: EventLoopPromise<Void>?) {
        switch unwrapOutboundIn(data) {
        case .head(let head):
            isStream = head.headerFields[.contentType] == "text/event-stream"
            if isStream { deadline?.cancel() }
            context.write(data, promise: promise)
        case .body: context.write(data, promise: promise)
        case .end:
            let sent = promise ?? context.eventLoop.makePromise()
            let bound = NIOLoopBound((self, context), eventLoop: context.eventLoop)
            sent.futureResult.assumeIsolated().whenSuccess {
                let (keeper, context) = bound.value
                keeper.hasAnswered(context)
            }
            context.write(data, promise: sent)
        }
    }

    /// A stream whose client takes nothing ends like any other response.
    func channelWritabilityChanged(context: ChannelHandlerContext) {
        if isStream {
            if context.channel.isWritable {
                deadline?.cancel()
            } else {
                expect(within: limits.response, context)
            }
        }
        context.fireChannelWritabilityChanged()
    }

    private func hasAnswered(_ context: ChannelHandlerContext) {
        unanswered -= 1
        isStream = false
        guard unanswered <= 0 || isReading else { return }
        connections.note(context.channel, isWaiting: true)
        expect(within: limits.idle, context)
    }

    /// Closes the connection after a time, unless something else is expected before.
    private func expect(within time: Duration, _ context: ChannelHandlerContext) {
        deadline?.cancel()
        let channel = context.channel
        deadline = context.eventLoop.scheduleTask(in: .init(time)) { channel.close(mode: .all, promise: nil) }
    }
}
