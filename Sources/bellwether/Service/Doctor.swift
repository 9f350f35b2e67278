import ArgumentParser
import Catalogues
import Classification
import Domain
import Fetching
import FoundationEssentials
import Glibc
import Monitoring
import Parsing
import SQLiteHistory
import Transport

struct Doctor: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        abstract: "Diagnose the installation and suggest fixes.",
        discussion: """
            Checks the configuration, the weights, the database, the disk, the alert log, the network and the clock, and \
            prints {"check","ok","detail"} for each. Exits with 1 if any check fails.
            """)

    @Option(help: "The configuration file of the daemon.") var config = Configuration.standardPath

    private struct Finding: Encodable {
        let check: String
        let ok: Bool
        let detail: String
    }

    /// Free bytes below which the disk is a problem: a daemon that stores a few hundred items an hour fills
    /// this in months.
    private static let leastDisk: Int64 = 200_000_000

    func run() async throws {
        try await Failure.reported {
            var isWell = true
            func report(_ check: String, _ look: () async throws -> String) async throws {
                let finding: Finding
                do {
                    finding = Finding(check: check, ok: true, detail: try await look())
                } catch {
                    finding = Finding(check: check, ok: false, detail: Failure(error).message)
                }
                isWell = isWell && finding.ok
                printLine(try jsonLine(finding))
            }
            let configuration = try Configuration.read(config)
            let catalogue = try Catalogue.read(configuration.catalogues)
            try await report("configuration") {
                "\(catalogue.feeds.count) feeds, \(catalogue.entities.count) entities, \(configuration.sinks.count) sinks"
            }
            try await report("weights") { try Installation.weights(nil).header.name }
            try await report("database") { try await Self.database(configuration.database) }
            try await report("disk") { try Self.disk(of: configuration.database) }
            try await report("alert log") { try Self.writable(configuration.alertLog) }
            let client = HTTPClient()
            defer { client.stop() }
            if let feed = catalogue.feeds.first {
                try await report("network and clock") { try await Self.network(feed, client) }
            }
            guard isWell else { throw ExitCode(1) }
        }
    }

    private static func database(_ path: String) async throws -> String {
        guard FileManager.default.fileExists(atPath: path) else { return "\(path) will be created" }
        let database = try SQLiteHistory.open(path, as: .reader, logger: ProgramLog.warnings)
        let problems = try await database.integrityProblems()
        guard problems.isEmpty else {
            throw Failure.badData("\(path) is damaged: \(problems[0]); restore it from a backup")
        }
        return
            "\(try await database.counts().items) items, \(try await database.bytesInUse() / 1_000_000) MB, intact"
    }

    private static func disk(of path: String) throws -> String {
        let folder = path.lastIndex(of: "/").map { String(path[..<$0]) } ?? "."
        var state = statvfs()
        // `state` is a live local that the call fills.
        guard unsafe statvfs(folder, &state) == 0 else {
            throw Failure.io("cannot access \(folder); does it exist, and may this user enter it?")
        }
        let free = Int64(state.f_bavail) * Int64(state.f_frsize)
        guard free >= leastDisk else { throw Failure.io("only \(free / 1_000_000) MB free in \(folder)") }
        return "\(free / 1_000_000) MB free in \(folder)"
    }

    private static func writable(_ path: String) throws -> String {
        let folder = path.lastIndex(of: "/").map { String(path[..<$0]) } ?? "."
        let target = FileManager.default.fileExists(atPath: path) ? path : folder
        guard FileManager.default.isWritableFile(atPath: target) else {
            throw Failure.io("\(target) is not writable for this user")
        }
        return path
    }

    /// Whether a feed answers, and whether our clock is its server's.
    private static func network(_ feed: Feed, _ client: HTTPClient) async throws -> String {
        let reply = try await client.perform(Request(feed, userAgent: Monitor.userAgent(contact: nil)))
        guard let date = reply.headers["date"].flatMap(parseDate) else {
            return "\(feed.id) answered \(reply.status)"
        }
        let difference = (SystemClock().now() - date).inSeconds
        guard difference.magnitude < 60 else {
            throw Failure.io(
                "this clock differs from that of \(feed.id) by \(Int(difference)) s; is it synchronized?")
        }
        return
            "\(feed.id) answered \(reply.status); the clocks agree within \(Int(difference.magnitude) + 1) s"
    }
}
