import ArgumentParser
import Catalogues
import Classification
import Domain
import Fetching
import FoundationEssentials
import History
import Monitoring
import Parsing
import Synchronization
import Transport

struct Doctor: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        abstract: "Diagnose the installation and suggest fixes.",
        discussion: """
            Checks the configuration and its hints, the weights, the daemon, the database and its log, the disk, the alert log, \
            the sinks, the feeds, the network and the clock, and prints {"check","ok","detail"} for each. Exits with 1 if any \
            check fails, and with 78 if the configuration cannot be read.
            """)

    @Option(help: "The configuration file of the daemon.") var config = Configuration.standardPath
    @Option(help: "The model weights.") var weights: String?
    @Flag(help: "Read and check the whole database, however large.") var thorough = false

    /// Bytes of a database that is read and checked in the blink of an eye; a larger one only on request.
    private static let readAtOnce: Int64 = 50_000_000

    /// Prints findings as they come and remembers whether all is well.
    private final class Report: Sendable {
        private let hasFailed = Mutex(false)

        var isWell: Bool { !hasFailed.withLock { $0 } }

        func add(_ findings: [Finding]) throws {
            for finding in findings {
                if !finding.ok { hasFailed.withLock { $0 = true } }
                printLine(try jsonLine(finding))
            }
        }
    }

    func run() async throws {
        try await Failure.reported {
            let report = Report()
            let (configuration, catalogue) = try readConfiguration(report)
            try report.add([Self.found("weights") { try Installation.weights(weights).header.name }])
            try await look(at: configuration, catalogue, report)
            let files =
                Histories.isOnServer(configuration.database)
                ? [configuration.alertLog] : [configuration.database, configuration.alertLog]
            let folders = files.map(FileFindings.parent)
            for (place, folder) in folders.enumerated() where !folders[..<place].contains(folder) {
                try report.add([FileFindings.disk(folder)])
            }
            let obstacle = FileFindings.obstacle(toWriting: configuration.alertLog, key: "alert_log")
            try report.add([
                obstacle.map { .ill("alert log", $0) } ?? .well("alert log", configuration.alertLog)
            ])
            if let feed = catalogue.feeds.first(where: { $0.missingSecrets.isEmpty }) {
                try report.add([await Self.network(feed)])
            }
            guard report.isWell else { throw ExitCode(1) }
        }
    }

    /// The configuration with its hints; one that is wrong is a finding, and ends the rest.
    private func readConfiguration(_ report: Report) throws -> (Configuration, Catalogue) {
        var hints: [Finding] = []
        let hint = { (mistake: Mistake) in hints.append(.well("hint", "\(mistake)")) }
        do {
            let configuration = try Configuration.read(config, hint: hint)
            let catalogue = try Catalogue.read(configuration.catalogues, hint: hint)
            let feeds = counted(catalogue.feeds.count, "feed")
            let entities = counted(catalogue.entities.count, "entity", "entities")
            let sinks = counted(configuration.sinks.count, "sink")
            try report.add([.well("configuration", "\(feeds), \(entities), \(sinks)")] + hints)
            return (configuration, catalogue)
        } catch {
            try report.add([.ill("configuration", Failure(error).message)] + hints)
            throw error
        }
    }

    /// The daemon, and what it left in the database.
    private func look(
        at configuration: Configuration, _ catalogue: Catalogue, _ report: Report
    ) async throws {
        let path = configuration.database
        // Asked before the database is opened here.
        let now = SystemClock().now()
        do {
            let holder = try await Histories.daemon(of: path)
            guard try Histories.isOnServer(path) || isThere(path, report, at: now) else { return }
            let database = try await Histories.open(path, as: .reader, logger: ProgramLog.warnings)
            let watched = Set(catalogue.feeds.map(\.id))
            let feeds = try await database.feedHealth(at: now).filter { watched.contains($0.id) }
            try report.add([FeedFindings.daemon(holder, feeds, at: now)])
            try report.add([try await check(database, Histories.shown(path))])
            if !Histories.isOnServer(path) { try report.add([FileFindings.log(of: path)]) }
            try report.add(
                SinkFindings.findings(try await database.backlogs(), sinks: configuration.sinks.map(\.id)))
            try report.add(FeedFindings.blind(feeds, at: now) + [FeedFindings.languages(feeds)])
            let answers = FeedFindings.network(
                feeds, intervals: catalogue.feeds.map(\.interval), at: now)
            if let answers { try report.add([answers]) }
        } catch {
            try report.add([.ill("database", Failure(error).message)])
        }
    }

    /// Whether there is a file of a history that this user may read; says so where there is none.
    private func isThere(_ path: String, _ report: Report, at now: Instant) throws -> Bool {
        if let obstacle = FileFindings.obstacle(toReading: path, key: "database") {
            try report.add([.ill("database", obstacle)])
            return false
        }
        guard FileManager.default.fileExists(atPath: path) else {
            let obstacle = FileFindings.obstacle(toWriting: path, key: "database")
            try report.add([FeedFindings.daemon(nil, [], at: now)])
            try report.add([
                obstacle.map { .ill("database", $0) } ?? .well("database", "\(path) will be created")
            ])
            return false
        }
        return true
    }

    private func check(_ database: any HistoryStore, _ place: String) async throws -> Finding {
        let bytes = try await database.bytesInUse()
        let isRead = thorough || bytes <= Self.readAtOnce
        let problems = try await isRead ? database.integrityProblems() : []
        guard problems.isEmpty else {
            return .ill("database", "\(place) is damaged: \(problems[0]); restore it from a backup")
        }
        let items = counted(try await database.counts().items, "item")
        let state = isRead ? "intact" : "not read in full; --thorough does"
        return .well("database", "\(items), \(bytes / 1_000_000) MB, \(state)")
    }

    private static func found(_ check: String, _ look: () throws -> String) -> Finding {
        do {
            return .well(check, try look())
        } catch {
            return .ill(check, Failure(error).message)
        }
    }

    /// Whether a feed answers, and whether our clock is its server's.
    private static func network(_ feed: Feed) async -> Finding {
        let check = "network and clock"
        let client = HTTPClient()
        defer { client.stop() }
        do {
            let reply = try await client.perform(Request(feed, userAgent: Monitor.userAgent(contact: nil)))
            guard let date = reply.headers["date"].flatMap(parseDate) else {
                return .well(check, "\(feed.id) answered \(reply.status)")
            }
            let difference = (SystemClock().now() - date).inSeconds
            guard difference.magnitude < 60 else {
                return .ill(
                    check,
                    "this clock differs from that of \(feed.id) by \(Int(difference)) s; is it synchronized?")
            }
            return .well(
                check,
                "\(feed.id) answered \(reply.status); the clocks agree within \(Int(difference.magnitude) + 1) s"
            )
        } catch {
            return .ill(check, feed.redacted(Failure(error).message))
        }
    }
}
