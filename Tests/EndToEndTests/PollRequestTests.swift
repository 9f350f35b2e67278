import Domain
import Foundation
import History
import Loopback
import SQLiteHistory
import Synchronization
import TestSupport
import Testing

/// `feeds poll`, `pause` and `resume`, with a daemon that runs.
@Suite(.timeLimit(.minutes(3))) struct PollRequestTests {
    let folder: TemporaryFolder
    let config: String

    init() throws {
        folder = try TemporaryFolder()
        config = try folder.writeConfiguration()
    }

    /// A feed that is down at first.
    private final class Feed: Sendable {
        private let requests = Mutex(0)

        var count: Int { requests.withLock { $0 } }

        func serve() throws -> LoopbackServer {
            try LoopbackServer { [self] request in
                guard request.target == "/feed" else { return LoopbackResponse(404) }
                let count = requests.withLock { requests in
                    requests += 1
                    return requests
                }
                let item = "<item><title>Headline number \(count)</title></item>"
                return count == 1
                    ? LoopbackResponse(503)
                    : LoopbackResponse(200, body: Array("<rss><channel>\(item)</channel></rss>".utf8))
            }
        }
    }

    @Test func `A feed is polled when someone asks, long before its time`() async throws {
        let feed = Feed()
        let server = try feed.serve()
        defer { server.stop() }
        _ = try folder.file(
            "feeds.yaml",
            Array("feeds: [{ id: wire, title: W, url: \"\(server.url("/feed"))\", interval: 6h }]\n".utf8))
        let systemd = try DatagramReceiver(path: "\(folder.path)/notify")
        let daemon = try Program.start(
            ["run", "--config", config], errors: "\(folder.path)/errors",
            environment: ["NOTIFY_SOCKET": systemd.path])
        defer { daemon.terminate() }
        try await wait("the daemon", seconds: 60) { systemd.received().contains { $0.contains("READY=1") } }
        func cursor() async throws -> FeedCursor? {
            try await SQLiteHistory.open("\(folder.path)/history.db", as: .reader).cursor(of: "wire")
        }
        try await wait("the failure", seconds: 60) { try await cursor()?.failures == 1 }

        let asked = try await Program.run(["feeds", "poll", "wire", "--config", config])
        #expect(asked.status == 0)
        #expect(asked.errors.contains("wire is polled within ten seconds"), "\(asked.errors)")
        try await wait("the poll that was asked for", seconds: 60) { try await cursor()?.lastSuccess != nil }
        #expect(feed.count == 2)

        #expect(try await Program.run(["feeds", "pause", "wire", "--config", config]).status == 0)
        let paused = try await Program.run(["feeds", "poll", "wire", "--config", config])
        #expect(paused.status == 65)
        #expect(paused.errors.contains("`bellwether feeds resume wire` polls it"), "\(paused.errors)")
        #expect(try await Program.run(["feeds", "resume", "wire", "--config", config]).status == 0)
        try await wait("the poll after the pause", seconds: 60) { feed.count == 3 }
        #expect(try await Program.run(["feeds", "poll", "nope", "--config", config]).status == 65)
    }
}
