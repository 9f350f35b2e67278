import Dashboard
import Logging
import Serving
import ServiceLifecycle
import WebSub

/// Something that is served at an address; several may share one.
struct WebDoor: Sendable {
    let address: WebAddress
    /// What is served, for messages: `metrics`.
    let name: String
    /// What clients may send, and how slowly.
    var limits = WebServerLimits()
    /// The response to a request; nil for one that is meant for another door of the same address.
    let respond: @Sendable (WebRequest) async -> WebResponse?

    /// Hubs send whole feeds, which nobody reads: the feed is polled instead.
    static var ofHubs: WebServerLimits {
        var limits = WebServerLimits(body: 16 << 20)
        limits.request = .seconds(60)
        return limits
    }

    /// One server for each address, which asks its doors in their order.
    static func servers(_ doors: [WebDoor], logger: Logger) -> [WebServer] {
        var addresses: [WebAddress] = []
        for door in doors where !addresses.contains(door.address) { addresses.append(door.address) }
        return addresses.map { address in
            let own = doors.filter { $0.address == address }
            return WebServer(
                address, serving: own.map(\.name).joined(separator: ", "),
                limits: own.map(\.limits).max { $0.body < $1.body } ?? WebServerLimits(), logger: logger
            ) { request in
                for door in own {
                    if let response = await door.respond(request) { return response }
                }
                return WebResponse(404, type: "text/plain; charset=utf-8", "there is nothing here\n")
            }
        }
    }
}

/// Tells open pages what happens, for as long as the daemon runs.
struct DashboardService: Service {
    let dashboard: Dashboard

    func run() async throws {
        await withTaskGroup { group in
            group.addTask { await dashboard.run() }
            try? await gracefulShutdown()
            group.cancelAll()
        }
    }
}

extension WebResponse {
    init(_ response: HubResponse) {
        self.init(
            response.status, headers: [("Content-Type", "text/plain")], body: .bytes(response.body))
    }
}
