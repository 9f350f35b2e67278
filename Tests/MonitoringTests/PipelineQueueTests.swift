import Alerting
import Detection
import Domain
import Fetching
import GRDB
import Logging
import SQLiteHistory
import TestSupport
import Testing

@testable import Monitoring

/// Everything that changes the detector goes through one door.
@Suite struct PipelineQueueTests {
    private static let start = Instant(seconds: 1_795_426_200)
    private static let feed = Feed(
        id: "wire", title: "Wire", url: "https://w.example/feed", kind: .news, interval: .seconds(600))
    private static let logger = Logger(label: "test") { _ in SwiftLogNoOpLogHandler() }
    private let folder: TemporaryFolder
    private let path: String
    private let queue = PipelineQueue()

    init() throws {
        folder = try TemporaryFolder()
        path = "\(folder.path)/history.db"
    }

    private func pipeline(_ history: SQLiteHistory) async throws -> Pipeline {
        try await history.register([(Self.feed, Self.start)], entities: [])
        var settings = DetectionSettings()
        settings.learningPeriod = .zero
        return Pipeline(
            history: history, routing: Routing(sinks: [], rules: []),
            intake: Intake(
                known: history, assessor: WordListAssessor([Entity(symbol: "ACME", name: "Acme")]),
                learningPeriod: .zero),
            judge: Judge(
                history: history, detector: Detector(settings: settings), feeds: [Self.feed.id],
                alertsOnBlindSources: false, mutesUseless: false),
            logger: Self.logger)
    }

    /// A response of a feed that is known, with headlines about as many accidents.
    private func polled(_ titles: [String], at now: Instant) -> Work {
        let items = titles.map { "<item><title>\($0)</title></item>" }
        let body = "<rss version=\"2.0\"><channel><title>W</title>\(items.joined())</channel></rss>"
        let cursor = FeedCursor(nextDue: now + .seconds(600), lastSuccess: now)
        return .polled(
            .response(
                Response(
                    feed: Self.feed, status: 200,
                    document: FeedDocument(Array(body.utf8), url: Self.feed.url, receivedAt: now),
                    cursor: cursor, previous: cursor)), at: now)
    }

    @Test func `A tick that comes while a response is committed waits, and an alert ends once`() async throws
    {
        let history = try SQLiteHistory.open(path, as: .daemon)
        let service = PipelineService(
            queue: queue, pipeline: try await pipeline(history), logger: Self.logger)
        try await withThrowingTaskGroup { group in
            group.addTask { await service.consume() }
            let bad = (0..<12).map { "Acme fraud \(100 + $0) found in hall \(200 + $0)" }
            let fired = await queue.submit(polled(bad, at: Self.start))
            #expect(fired?.alerts.count { $0.state == .firing } ?? 0 > 0, "nothing fired")

            // Days later everything is calm: the next work of either kind ends the alerts. Somebody holds the
            // database, so that the response is judged and its commit waits.
            var configuration = GRDB.Configuration()
            configuration.allowsUnsafeTransactions = true
            let blocker = try DatabaseQueue(path: path, configuration: configuration)
            try await blocker.writeWithoutTransaction { try $0.execute(sql: "BEGIN IMMEDIATE") }
            let later = Self.start + .seconds(4 * 86400)
            async let first = queue.submit(polled(["A calm day on the markets"], at: later))
            async let second = queue.submit(.tick(at: later + .seconds(1)))
            while queue.waiting == 0 { await Task.yield() }
            try await blocker.writeWithoutTransaction { try $0.execute(sql: "ROLLBACK") }

            let outcomes = [await first, await second].compactMap(\.self)
            #expect(outcomes.count == 2)
            let ended = outcomes.flatMap(\.alerts).filter { $0.state == .resolved }
            #expect(!ended.isEmpty)
            #expect(Set(ended.map(\.id)).count == ended.count, "an alert ended twice: \(ended.map(\.id))")
            queue.close()
        }
        let stored = try await blockerRows("SELECT count(*) FROM alert WHERE state = 'resolved'")
        let open = try await blockerRows("SELECT count(*) FROM v_alerts WHERE state = 'firing'")
        #expect(stored > 0 && open == 0)
    }

    private func blockerRows(_ sql: String) async throws -> Int {
        try await DatabaseQueue(path: path).read { try Int.fetchOne($0, sql: sql) ?? -1 }
    }

    @Test func `What is in the queue when it closes is still done, and later work is refused`() async throws {
        let service = PipelineService(
            queue: queue, pipeline: try await pipeline(try SQLiteHistory.open(path, as: .daemon)),
            logger: Self.logger)
        async let first = queue.submit(polled(["One"], at: Self.start))
        async let second = queue.submit(polled(["Two"], at: Self.start + .seconds(1)))
        while queue.waiting < 2 { await Task.yield() }
        queue.close()
        await service.consume()
        #expect(await first?.items.count == 1)
        #expect(await second?.items.count == 1)
        #expect(await queue.submit(.tick(at: Self.start)) == nil)
    }

    @Test func `Work that is submitted by a canceled task is done`() async throws {
        let service = PipelineService(
            queue: queue, pipeline: try await pipeline(try SQLiteHistory.open(path, as: .daemon)),
            logger: Self.logger)
        let submission = Task { [queue] in await queue.submit(polled(["One"], at: Self.start)) }
        submission.cancel()
        while queue.waiting == 0 { await Task.yield() }
        queue.close()
        await service.consume()
        #expect(await submission.value?.items.count == 1)
    }
}
