import Catalogues
public import Classification
import Dashboard
public import Domain
import FoundationEssentials
public import History
public import Logging
import Loopback
public import Monitoring
import SQLiteHistory
import Serving
import ServiceLifecycle
import Synchronization
import UnixSignals

/// The whole daemon at speed: over invented news, a day's backlog and then eight hours in half a minute, or
/// over somebody's own headlines.
public struct DemoRun: Sendable {
    /// When the simulated day of invented news begins: a Monday, 09:00 UTC.
    private static let start = Instant(seconds: 1_773_651_600)
    private static let length: Duration = .seconds(8 * 3600)
    /// Seconds that the invented day takes.
    private static let realSeconds = 36.0

    private let news: News
    private let output: String
    private let ownsOutput: Bool
    private let assessor: @Sendable ([Entity]) throws -> any Assessor
    private let measures: ModelMeasures
    private let logger: Logger

    /// What the feeds of a demo publish.
    public enum News: Sendable {
        /// The invented news in a folder: `feeds/demo`.
        case invented(folder: String)
        /// Headlines with their times.
        case own(OwnHeadlines)
    }

    /// - Parameters:
    ///   - output: A folder for the database and the alert log; what no demo made is not replaced.
    ///   - ownsOutput: Whether the folder is for demos alone, so that what is in it may be replaced.
    ///   - assessor: Builds the assessor that knows the demo's entities.
    ///   - measures: What was measured of its model, for the pages.
    public init(
        _ news: News, output: String, ownsOutput: Bool,
        assessor: @escaping @Sendable ([Entity]) throws -> any Assessor,
        measures: ModelMeasures = ModelMeasures(), logger: Logger
    ) {
        self.news = news
        self.output = output
        self.ownsOutput = ownsOutput
        self.assessor = assessor
        self.measures = measures
        self.logger = logger
    }

    /// What the demo came to.
    public struct Outcome: Sendable {
        /// The path of the history.
        public let database: String
        /// The path of the alert log.
        public let alertLog: String
        /// Items in the history.
        public let items: Int
        /// The notices with which alerts fired.
        public let firing: [Alert]
        /// What sinks have not taken.
        public let backlogs: [SinkBacklog]
    }

    /// What is run: a daemon's configuration and catalogue against a server, on a clock.
    private struct Scene {
        let configuration: Configuration
        let catalogue: Catalogue
        let server: LoopbackServer
        let clock: SimulatedClock
        let end: Instant
    }

    /// Runs, and serves the pages meanwhile, on the demo's own clock.
    ///
    /// - Parameters:
    ///   - port: Of 127.0.0.1; 0 for a free one.
    ///   - stays: Whether the pages stay after the demo, until SIGINT or SIGTERM.
    ///   - isListening: Called with the address of the pages.
    ///   - watch: Called with every poll and the counts so far.
    ///   - finish: Called with what the demo came to, before the pages are taken down.
    /// - Throws: `DemoError`, `HistoryError`, or what a service throws.
    public func run(
        pagesAt port: Int, stays: Bool, isListening: @escaping @Sendable (_ address: String) -> Void,
        watch: @escaping @Sendable (PollEvent) -> Void, finish: (Outcome) -> Void
    ) async throws {
        let scene = try scene()
        defer { scene.server.stop() }
        let monitor = try await monitor(scene)
        var facts = SiteFacts(version: Monitor.version, scene.configuration)
        facts.model = monitor.model
        facts.measures = measures
        let pages = ServiceGroup(
            services: [
                try await PagesService(
                    database: scene.configuration.database, settings: DashboardSettings(), at: .port(port),
                    facts: facts, clock: StoppingClock(scene.clock, at: scene.end), logger: logger,
                    isReadOnly: false,
                    isListening: isListening)
            ], gracefulShutdownSignals: stays ? [.sigint, .sigterm] : [], logger: logger)
        try await withThrowingTaskGroup { group in
            group.addTask { try await pages.run() }
            finish(try await outcome(of: monitor, scene, watch: watch))
            if !stays { await pages.triggerGracefulShutdown() }
            try await group.waitForAll()
        }
    }

    private func monitor(_ scene: Scene) async throws -> Monitor {
        try await Monitor(
            configuration: scene.configuration, catalogue: scene.catalogue,
            assessor: try assessor(scene.catalogue.entities), clock: scene.clock, logger: logger)
    }

    private func outcome(
        of monitor: Monitor, _ scene: Scene, watch: @escaping @Sendable (PollEvent) -> Void
    ) async throws -> Outcome {
        let fired = Mutex<[Alert]>([])
        let group = try await monitor.group(watch: { event in
            fired.withLock { $0 += event.outcome.alerts.filter { $0.state == .firing && $0.sequence == 0 } }
            watch(event)
        })
        async let running: Void = group.run()
        try await scene.clock.sleep(until: scene.end)
        await group.triggerGracefulShutdown()
        try await running
        return Outcome(
            database: scene.configuration.database, alertLog: scene.configuration.alertLog,
            items: try await monitor.history.counts().items, firing: fired.withLock { $0 },
            backlogs: try await monitor.history.backlogs())
    }

    private func scene() throws -> Scene {
        let database = output + "/bellwether.db"
        try clear(database, output + "/alerts.jsonl")
        switch news {
        case .invented(let folder):
            let clock = SimulatedClock(
                start: Self.start, phases: [.init(length: Self.length, seconds: Self.realSeconds)])
            let demo = try DemoServer(folder: folder, start: Self.start, clock: clock)
            let path = try writeCatalogue(of: folder, server: demo.server.url(""))
            var configuration = Configuration(
                database: database, alertLog: output + "/alerts.jsonl", catalogues: [path])
            // The backlog is the day that teaches.
            configuration.detection.sensitivity.learningPeriod = .zero
            return Scene(
                configuration: configuration,
                catalogue: try Catalogue.read([path]), server: demo.server, clock: clock,
                end: Self.start + Self.length)
        case .own(let headlines):
            let clock = headlines.clock()
            let server = try LoopbackServer { headlines.response(to: $0, at: clock.now()) }
            var configuration = headlines.configuration
            configuration.database = database
            configuration.alertLog = output + "/alerts.jsonl"
            // What tells others that a daemon is well, or waits for them, is not the demo's to use.
            (configuration.metricsPort, configuration.push, configuration.heartbeat) = (nil, nil, nil)
            configuration.dashboard = nil
            return Scene(
                configuration: configuration, catalogue: headlines.catalogue(port: server.port),
                server: server, clock: clock, end: headlines.end)
        }
    }

    /// Makes the output folder, without what an earlier demo left.
    ///
    /// What no demo made is not removed: a mark in the folder tells.
    private func clear(_ database: String, _ alertLog: String) throws {
        let files = FileManager.default
        let mark = output + "/.bellwether-demo"
        let leftovers = (["", "-wal", "-shm"].map { database + $0 } + [alertLog]).filter {
            files.fileExists(atPath: $0)
        }
        if let holder = SQLiteHistory.daemon(of: database) {
            throw HistoryError.inUse(path: database, by: holder)
        }
        if !ownsOutput, let file = leftovers.first, !files.fileExists(atPath: mark) {
            throw DemoError(
                description:
                    "\(file) is not of a demo, which would replace it; name another folder with --directory, or remove it"
            )
        }
        do {
            try files.createDirectory(atPath: output, withIntermediateDirectories: true)
            for path in leftovers { try files.removeItem(atPath: path) }
            try Data().write(to: URL(filePath: mark))
        } catch {
            throw DemoError(description: "the demo cannot prepare \(output): \(error)")
        }
    }

    /// Writes the catalogue with the server's address in it; returns its path.
    private func writeCatalogue(of folder: String, server: String) throws -> String {
        let path = output + "/catalogue.yaml"
        do {
            let template = String(
                decoding: try Data(contentsOf: URL(filePath: folder + "/catalogue.yaml")), as: UTF8.self)
            try Data(template.replacing("{server}", with: server).utf8).write(to: URL(filePath: path))
        } catch {
            throw DemoError(description: "the demo cannot write \(path): \(error)")
        }
        return path
    }
}
