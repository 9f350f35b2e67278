import Glibc
import HTTPTypes
import Hummingbird
import HummingbirdCore
public import Logging
import NIOCore
import NIOPosix
public import ServiceLifecycle

/// Serves one address for as long as the daemon runs.
///
/// A client that is too slow is cut off (`WebServerLimits`), and one with too long a body gets 413. An
/// address that is in use is tried for two seconds, because the daemon before this one may still be giving it
/// back.
public struct WebServer: Service {
    private static let attempts = 20
    private static let pause: Duration = .milliseconds(100)
    /// What is under way when the daemon stops may take so long.
    private static let farewell: Duration = .seconds(1)

    private let address: WebAddress
    private let name: String
    private let limits: WebServerLimits
    private let logger: Logger
    private let isListening: @Sendable (Int?) -> Void
    private let respond: @Sendable (WebRequest) async -> WebResponse

    /// A server that listens once it runs.
    ///
    /// - Parameters:
    ///   - name: What is served, for messages: `metrics`.
    ///   - limits: What clients may send, and how slowly.
    ///   - isListening: Called with the port once requests are taken; nil for a socket.
    ///   - respond: Called for each request, several at a time.
    public init(
        _ address: WebAddress, serving name: String, limits: WebServerLimits = WebServerLimits(),
        logger: Logger,
        isListening: @escaping @Sendable (Int?) -> Void = { _ in },
        respond: @escaping @Sendable (WebRequest) async -> WebResponse
    ) {
        self.address = address
        self.name = name
        self.limits = limits
        self.logger = logger
        self.isListening = isListening
        self.respond = respond
    }

    /// Serves until the graceful shutdown; where it cannot listen, says why and lets the daemon go on.
    public func run() async throws {
        do {
            try await runAlone()
        } catch let error as WebServerError {
            logger.error(
                "Could not start a web server", metadata: ["serves": "\(name)", "reason": "\(error)"])
            try? await gracefulShutdown()
        }
    }

    /// Serves until the graceful shutdown.
    ///
    /// - Throws: `WebServerError` where it cannot listen.
    public func runAlone() async throws {
        var reason = ""
        for _ in 0..<Self.attempts {
            do {
                return try await serve()
            } catch {
                reason = Self.reason(error)
                guard (try? await Task.sleep(for: Self.pause)) != nil else { return }
            }
        }
        throw WebServerError.cannotListen(address: "\(address)", reason: reason)
    }

    /// What the system says of a failed call.
    private static func reason(_ error: any Error) -> String {
        guard let error = error as? IOError else { return "\(error)" }
        // strerror returns text that stays until its next call; it is copied here at once.
        return unsafe String(cString: strerror(error.errnoCode)).lowercased()
    }

    /// Whether a server listens on a socket: its file alone says nothing, a killed daemon leaves it.
    private static func hasListener(_ socket: String) async -> Bool {
        let bootstrap = ClientBootstrap(group: MultiThreadedEventLoopGroup.singleton)
        guard let channel = try? await bootstrap.connect(unixDomainSocketPath: socket).get() else {
            return false
        }
        try? await channel.close()
        return true
    }

    /// Serves until the graceful shutdown, and does not wait for clients that do not take their responses.
    private func serve() async throws {
        // The file of a socket is replaced, which would take it away from a server.
        if case .socket(let path) = address, await Self.hasListener(path) {
            throw IOError(errnoCode: EADDRINUSE, reason: "bind")
        }
        let connections = OpenConnections(limits: limits)
        let application = application(connections)
        try await withThrowingTaskGroup { group in
            group.addTask { try await application.run() }
            group.addTask {
                try await gracefulShutdown()
                while true {
                    try await Task.sleep(for: Self.farewell)
                    connections.close()
                }
            }
            try await group.next()
            group.cancelAll()
        }
    }

    private func application(_ connections: OpenConnections) -> Application<
        CallbackResponder<ServedContext>
    > {
        var quiet = logger
        quiet.logLevel = max(logger.logLevel, .warning)
        let bind: BindAddress =
            switch address {
            case .port(let port, let host): .hostname(host, port: port)
            case .socket(let path): .unixDomainSocket(path: path)
            }
        return Application(
            responder: CallbackResponder { [respond, limits] request, context in
                guard
                    let read = try? await WebRequest(request, from: context.client, limit: limits.body)
                else {
                    return Response(status: .contentTooLarge)
                }
                return Response(await respond(read), toHead: request.method == .head)
            },
            server: .http1(configuration: .init(additionalChannelHandlers: [connections.keeper()])),
            configuration: ApplicationConfiguration(address: bind),
            onServerRunning: { [isListening, address] channel in
                // As open as a port of loopback: the folder says who gets there. The path is alive for the
                // call, as a C string.
                if case .socket(let path) = address { _ = unsafe chmod(path, 0o666) }
                isListening(channel.localAddress?.port)
            }, logger: quiet)
    }
}

/// A request's context, of which only the client's address is used.
private struct ServedContext: RequestContext {
    var coreContext: CoreRequestContextStorage
    let client: String?

    init(source: ApplicationRequestContextSource) {
        coreContext = .init(source: source)
        client = source.channel.remoteAddress?.ipAddress
    }
}

extension WebRequest {
    /// Reads the body of a request.
    ///
    /// - Throws: `HTTPError` for a body above the limit.
    fileprivate init(_ request: Request, from client: String?, limit: Int) async throws {
        let body = try await request.body.collect(upTo: limit)
        self.init(
            request.method.rawValue, request.head.path ?? "/",
            headers: [("host", request.head.authority ?? "")]
                + request.headers.map { (name: $0.name.canonicalName, value: $0.value) },
            body: Array(body.readableBytesView), from: client)
    }
}

extension Response {
    fileprivate init(_ response: WebResponse, toHead: Bool) {
        var fields = HTTPFields()
        for (name, value) in response.headers {
            guard let name = HTTPField.Name(name) else { continue }
            fields.append(HTTPField(name: name, value: value))
        }
        let body: ResponseBody =
            switch response.body {
            case .bytes(let bytes) where toHead:
                // The length is that of what GET sends (RFC 9110, 9.3.2).
                ResponseBody(contentLength: bytes.count) { try await $0.finish(nil) }
            case .bytes(let bytes): ResponseBody(byteBuffer: ByteBuffer(bytes: bytes))
            case .stream where toHead: ResponseBody()
            case .stream(let texts): ResponseBody { try await Self.write(texts, to: &$0) }
            }
        self.init(status: HTTPResponse.Status(code: response.status), headers: fields, body: body)
    }

    /// Writes texts until there are no more, the client leaves or the daemon stops.
    @concurrent private static func write(
        _ texts: AsyncStream<String>, to writer: inout any ResponseBodyWriter
    ) async throws {
        for await text in texts.cancelOnGracefulShutdown() {
            try await writer.write(ByteBuffer(string: text))
        }
        try await writer.finish(nil)
    }
}
