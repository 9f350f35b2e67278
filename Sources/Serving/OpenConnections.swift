import HTTPTypes
import NIOCore
import NIOHTTPTypes
import Synchronization

/// The connections of a server: one whose client reads nothing would hold up the end of the daemon.
final class OpenConnections: Sendable {
    private let channels = Mutex<[ObjectIdentifier: any Channel]>([:])

    /// A handler that keeps a connection known for as long as it lasts.
    func keeper() -> some RemovableChannelHandler { Keeper(self) }

    /// Closes all, whatever is still to be sent.
    func close() {
        for channel in channels.withLock({ Array($0.values) }) { channel.close(mode: .all, promise: nil) }
    }

    private func add(_ channel: any Channel) { channels.withLock { $0[ObjectIdentifier(channel)] = channel } }

    private func remove(_ channel: any Channel) {
        channels.withLock { _ = $0.removeValue(forKey: ObjectIdentifier(channel)) }
    }

    private final class Keeper: ChannelInboundHandler, RemovableChannelHandler, Sendable {
        typealias InboundIn = HTTPRequestPart

        private let connections: OpenConnections

        init(_ connections: OpenConnections) { self.connections = connections }

        func handlerAdded(context: ChannelHandlerContext) { connections.add(context.channel) }

        func handlerRemoved(context: ChannelHandlerContext) { connections.remove(context.channel) }
    }
}
