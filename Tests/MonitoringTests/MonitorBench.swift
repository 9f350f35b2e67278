import Catalogues
import Domain
import FoundationEssentials
import Logging
import Loopback
import Monitoring
import SQLiteHistory
import TestSupport

/// A folder with a history, and monitors that write it: real server, real client, real file.
struct MonitorBench {
    let folder: TemporaryFolder
    let start = Instant(seconds: 1_795_426_200)

    init() throws { folder = try TemporaryFolder() }

    var configuration: Configuration {
        Configuration(
            database: "\(folder.path)/history.db", alertLog: "\(folder.path)/alerts.jsonl", catalogues: [])
    }

    func monitor(
        _ feeds: [Feed], clock: (any WallClock)? = nil, entities: [Entity] = [],
        logger: Logger = Logger(label: "test") { _ in SwiftLogNoOpLogHandler() }
    ) async throws -> Monitor {
        var catalogue = Catalogue()
        catalogue.feeds = feeds
        catalogue.entities = entities
        return try await Monitor(
            configuration: configuration, catalogue: catalogue, assessor: WordListAssessor(entities),
            clock: clock ?? ManualClock(start), logger: logger)
    }

    /// Polls some feeds once, and gives what is stored then.
    func poll(_ feeds: [Feed], after time: Duration = .zero, entities: [Entity] = []) async throws
        -> SQLiteHistory
    {
        try await monitor(feeds, clock: ManualClock(start + time), entities: entities).runOnce()
        return try SQLiteHistory.open(configuration.database, as: .daemon)
    }

    func feed(_ id: String, _ server: LoopbackServer, kind: Feed.Kind = .news) -> Feed {
        Feed(id: id, title: id, url: server.url("/\(id)"), kind: kind, interval: .seconds(600))
    }

    /// An RSS document of items as they are written.
    static func rss(_ items: [String]) -> LoopbackResponse {
        let items = items.map { "<item>\($0)</item>" }.joined()
        return LoopbackResponse(
            200, body: Array("<rss version=\"2.0\"><channel><title>W</title>\(items)</channel></rss>".utf8))
    }
}
