import ServiceLifecycle
import Transport
import WebSub

/// Stops the HTTP client after everything that uses it: it starts first.
struct ClientService: Service {
    let client: HTTPClient

    func run() async throws {
        defer { client.stop() }
        try? await gracefulShutdown()
    }
}

/// Keeps the subscriptions at hubs alive.
struct PushService: Service {
    let subscriptions: PushSubscriptions

    func run() async throws { await cancelWhenGracefulShutdown { await subscriptions.run() } }
}
