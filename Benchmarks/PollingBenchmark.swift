import Domain
import Fetching
import Foundation
import Loopback
import Monitoring
import Synchronization
import Transport

/// `Benchmarks polling [FEEDS]`: feeds polled from loopback as often as they can be, for twenty seconds.
enum PollingBenchmark {
    private static let seconds = 20

    static func run(feeds count: Int) async throws {
        let body = Array(
            "<rss version=\"2.0\"><channel><title>F</title><item><title>T</title></item></channel></rss>".utf8
        )
        let server = try LoopbackServer { request in
            request.headers["if-none-match"] == nil
                ? LoopbackResponse(200, headers: [("ETag", "\"1\"")], body: body) : LoopbackResponse(304)
        }
        defer { server.stop() }
        // Due again at once: what is measured is how fast responses come, not how well requests are spaced.
        let feeds = (0..<count).map {
            Feed(
                id: "f\($0)", title: "F", url: server.url("/\($0)"), kind: .news, interval: .milliseconds(100)
            )
        }
        let client = HTTPClient()
        defer { client.stop() }
        let clock = SystemClock()
        let poller = Poller(client: client, clock: clock, userAgent: "Bellwether benchmark", feeds: feeds)
        let answers = Mutex((count: 0, failed: 0))
        let task = Task {
            await poller.run(feeds, cursor: { _ in FeedCursor(nextDue: clock.now()) }) { result in
                var cursor: FeedCursor
                switch result {
                case .response(let response): cursor = response.cursor
                case .failure(_, let failed): cursor = failed
                }
                answers.withLock {
                    $0.count += 1
                    $0.failed += cursor.failures > 0 ? 1 : 0
                }
                cursor.nextDue = clock.now()
                return cursor
            }
        }
        try await Task.sleep(for: .seconds(5))
        let (before, bytes) = (answers.withLock { $0.count }, AlertBenchmark.residentBytes())
        try await Task.sleep(for: .seconds(seconds))
        let (after, failed) = answers.withLock { ($0.count, $0.failed) }
        print(
            "\((after - before) / seconds) responses per second of \(count) feeds, \(failed) failed; resident \(bytes / 1_000_000) MB after 5 s, \(AlertBenchmark.residentBytes() / 1_000_000) MB after \(seconds + 5) s (server and client in one process)"
        )
        task.cancel()
        _ = await task.value
    }
}
