import Logging
import Loopback
import ServiceLifecycle
import WebSub

/// Serves one port for as long as the daemon runs.
struct WebService: Service {
    /// The daemon before this one may still be giving the port back.
    private static let attempts = 20
    private static let pause: Duration = .milliseconds(100)

    let port: Int
    /// What is served, for messages: `metrics`.
    let name: String
    let logger: Logger
    let respond: @Sendable (LoopbackRequest) -> LoopbackResponse

    func run() async throws {
        let server = await start()
        defer { server?.stop() }
        try? await gracefulShutdown()
    }

    private func start() async -> LoopbackServer? {
        var reason = ""
        for _ in 0..<Self.attempts {
            do {
                return try LoopbackServer(port: port, handler: respond)
            } catch {
                reason = error.description
                guard (try? await Task.sleep(for: Self.pause)) != nil else { return nil }
            }
        }
        logger.error(
            "Could not start a web server",
            metadata: ["serves": "\(name)", "port": "\(port)", "reason": "\(reason)"])
        return nil
    }
}

extension LoopbackResponse {
    init(_ response: HubResponse) {
        self.init(response.status, headers: [("Content-Type", "text/plain")], body: response.body)
    }
}
