import Alerting
import Classification
import Detection
import Domain
import Fetching
import History
import Logging
import Mentions
import SQLiteHistory
import TestSupport

@testable import Monitoring

/// A pipeline over a history of its own that is fed with responses, as polls at any time would bring them.
struct FedPipeline {
    /// A headline as a feed has it.
    struct Headline {
        var title: String
        /// The text of `pubDate`; nil for none.
        var date: String?
        var guid: String?
    }

    static let feeds = ["a", "b", "c"].map {
        Feed(id: $0, title: $0, url: "https://\($0).example/", kind: .news, interval: .seconds(3 * 3600))
    }
    static let assessor = WordListAssessor([Entity(symbol: "ACME", name: "Acme")])

    let history: SQLiteHistory
    private(set) var alerts: [Alert] = []
    private var pipeline: Pipeline
    private var cursors: [String: FeedCursor] = [:]
    private var waiting: [String: [Headline]] = [:]

    /// - Parameter former: A world that was killed, whose feeds this one polls on.
    init(
        _ path: String, since start: Instant, after former: FedPipeline? = nil,
        assessor: any Assessor = assessor, listed: ListedNames = ListedNames([])
    ) async throws {
        cursors = former?.cursors ?? [:]
        waiting = former?.waiting ?? [:]
        history = try SQLiteHistory.open(path, as: .daemon)
        try await history.register(Self.feeds.map { ($0, start) }, entities: [])
        let detector = try await Detector.stored(DetectionSettings(), from: history, path: path)
        pipeline = Pipeline(
            history: history, routing: Routing(sinks: [], rules: []),
            intake: Intake(known: history, assessor: assessor, learningPeriod: .seconds(86400)),
            judge: Judge(
                history: history, detector: detector,
                discovery: Discovery(names: try await history.discoveredEntities(), listed: listed),
                feeds: Set(Self.feeds.map(\.id)), alertsOnBlindSources: false, mutesUseless: false),
            logger: Logger(label: "test") { _ in SwiftLogNoOpLogHandler() })
    }

    /// Puts headlines where the next poll of the feed finds them.
    mutating func publish(_ headlines: [Headline], in feed: Int) {
        waiting[Self.feeds[feed].id, default: []] += headlines
    }

    /// Polls a feed; its answer holds what was published since the last poll.
    mutating func poll(_ feed: Int, at now: Instant) async {
        let feed = Self.feeds[feed]
        let items = waiting.removeValue(forKey: feed.id, default: []).map { headline in
            """
            <item><title>\(headline.title)</title>\
            \(headline.guid.map { "<guid isPermaLink=\"false\">\($0)</guid>" } ?? "")\
            \(headline.date.map { "<pubDate>\($0)</pubDate>" } ?? "")</item>
            """
        }
        let body = "<rss version=\"2.0\"><channel><title>W</title>\(items.joined())</channel></rss>"
        let previous = cursors[feed.id] ?? FeedCursor(nextDue: now)
        var cursor = previous
        cursor.lastSuccess = now
        let response = Response(
            feed: feed, status: 200, document: FeedDocument(Array(body.utf8), url: feed.url, receivedAt: now),
            cursor: cursor, previous: previous)
        let outcome = await pipeline.process(.polled(.response(response), at: now))
        cursors[feed.id] = outcome.cursor
        alerts += outcome.alerts
    }

    mutating func tick(at now: Instant) async { alerts += await pipeline.process(.tick(at: now)).alerts }
}

extension Dictionary {
    fileprivate mutating func removeValue(forKey key: Key, default other: Value) -> Value {
        removeValue(forKey: key) ?? other
    }
}
