import Catalogues
public import Classification
public import Domain
import FoundationEssentials
public import Logging
import Loopback
import SQLiteHistory
import Synchronization

/// The whole daemon over invented news: a day's backlog, then eight hours in half a minute.
public struct Demo: Sendable {
    /// When the simulated day begins: a Monday, 09:00 UTC.
    private static let start = Instant(seconds: 1_773_651_600)
    private static let length: Duration = .seconds(8 * 3600)
    /// Seconds that the demo takes.
    private static let realSeconds = 36.0

    private let folder: String
    private let output: String
    private let assessor: @Sendable ([Entity]) throws -> any Assessor
    private let logger: Logger

    /// - Parameters:
    ///   - folder: `feeds/demo`.
    ///   - output: A folder for the database and the alert log; what an earlier demo left there is replaced.
    ///   - assessor: Builds the assessor that knows the demo's entities.
    public init(
        folder: String, output: String, assessor: @escaping @Sendable ([Entity]) throws -> any Assessor,
        logger: Logger
    ) {
        self.folder = folder
        self.output = output
        self.assessor = assessor
        self.logger = logger
    }

    /// What the demo came to.
    public struct Outcome: Sendable {
        public let database: String
        public let alertLog: String
        public let items: Int
        public let firing: [Alert]
    }

    /// Runs; `watch` sees every poll with the counts so far.
    public func run(watch: @escaping @Sendable (Monitor.Event) -> Void) async throws -> Outcome {
        let clock = SimulatedClock(start: Self.start, speed: Self.length.inSeconds / Self.realSeconds)
        let demo = try DemoServer(folder: folder, start: Self.start, clock: clock)
        defer { demo.server.stop() }
        let configuration = try prepare(server: demo.server.url(""))
        let fired = Mutex<[Alert]>([])
        let catalogue = try Catalogue.read(configuration.catalogues)
        let monitor = try await Monitor(
            configuration: configuration, catalogue: catalogue, assessor: try assessor(catalogue.entities),
            clock: clock, logger: logger)
        let work = Task {
            await monitor.run { event in
                fired.withLock { $0 += event.result.alerts.filter { $0.state == .firing } }
                watch(event)
            }
        }
        try await clock.sleep(until: Self.start + Self.length)
        work.cancel()
        await work.value
        return Outcome(
            database: configuration.database, alertLog: configuration.alertLog,
            items: try await monitor.database.counts().items, firing: fired.withLock { $0 })
    }

    /// Clears the output folder and writes the catalogue with the server's address into it.
    private func prepare(server: String) throws -> Configuration {
        let configuration = Configuration(
            database: output + "/bellwether.db", alertLog: output + "/alerts.jsonl",
            catalogues: [output + "/catalogue.yaml"])
        let leftovers = ["", "-wal", "-shm"].map { configuration.database + $0 } + [configuration.alertLog]
        do {
            try FileManager.default.createDirectory(atPath: output, withIntermediateDirectories: true)
            for path in leftovers where FileManager.default.fileExists(atPath: path) {
                try FileManager.default.removeItem(atPath: path)
            }
            let template = String(
                decoding: try Data(contentsOf: URL(filePath: folder + "/catalogue.yaml")), as: UTF8.self)
            try Data(template.replacing("{server}", with: server).utf8).write(
                to: URL(filePath: configuration.catalogues[0]))
        } catch {
            throw DemoError(description: "the demo cannot prepare \(output): \(error)")
        }
        return configuration
    }
}
