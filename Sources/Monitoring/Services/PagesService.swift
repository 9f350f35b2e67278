public import Dashboard
public import Domain
import History
public import Logging
public import Serving
public import ServiceLifecycle

/// The pages of a database on their own: beside a daemon or without one.
public struct PagesService: Service {
    private let dashboard: Dashboard
    private let server: WebServer

    /// Opens the database; nothing is served before it runs.
    ///
    /// - Parameters:
    ///   - isReadOnly: Whether visitors can only look.
    ///   - isListening: Called with the address of the pages once they can be asked for.
    /// - Throws: `HistoryError`.
    public init(
        database: String, settings: DashboardSettings, at address: WebAddress, facts: SiteFacts,
        clock: any WallClock, logger: Logger, isReadOnly: Bool,
        isListening: @escaping @Sendable (_ address: String) -> Void
    ) async throws {
        let reader = try await Histories.open(
            database, as: .reader, timeLimit: Dashboard.timeLimit, logger: logger)
        let writer = isReadOnly ? nil : try await Histories.open(database, as: .writer, logger: logger)
        let dashboard = try Dashboard(
            settings, reader: reader, answers: writer, facts: facts, clock: clock, logger: logger)
        self.dashboard = dashboard
        server = WebServer(
            address, serving: "dashboard", logger: logger,
            isListening: { port in
                isListening(port.map { "http://127.0.0.1:\($0)\(settings.base)/" } ?? "\(address)")
            }, respond: { await dashboard.respond(to: $0) })
    }

    /// Serves until the graceful shutdown.
    ///
    /// - Throws: `WebServerError` where the address cannot be listened on.
    public func run() async throws {
        try await withThrowingTaskGroup { group in
            group.addTask { await dashboard.run() }
            try await server.runAlone()
            group.cancelAll()
        }
    }
}
