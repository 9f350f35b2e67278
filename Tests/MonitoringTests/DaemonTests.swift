import Catalogues
import Domain
import History
import Loopback
import Logging
import ServiceLifecycle
import SQLiteHistory
import Synchronization
import TestSupport
import Testing

@testable import Monitoring

/// Start, reload and stop of the whole daemon, without a process of its own.
@Suite struct DaemonTests {
    private static let past = Instant(seconds: 1_700_000_000)
    private let folder: TemporaryFolder
    private let systemd: DatagramReceiver
    private let logger = Logger(label: "test") { _ in SwiftLogNoOpLogHandler() }

    init() throws {
        folder = try TemporaryFolder()
        systemd = try DatagramReceiver(path: "\(folder.path)/notify")
    }

    private func feed(_ id: String, _ server: LoopbackServer) -> Feed {
        Feed(id: id, title: id, url: server.url("/\(id)"), kind: .news, interval: .seconds(600))
    }

    private func monitor(_ feeds: [String], _ server: LoopbackServer) async throws -> Monitor {
        let configuration = Configuration(
            database: "\(folder.path)/history.db", alertLog: "\(folder.path)/alerts.jsonl", catalogues: [])
        var catalogue = Catalogue()
        catalogue.feeds = feeds.map { feed($0, server) }
        return try await Monitor(
            configuration: configuration, catalogue: catalogue, assessor: WordListAssessor([]),
            clock: SystemClock(), logger: logger)
    }

    private var notifier: SystemdNotifier {
        SystemdNotifier(environment: ["NOTIFY_SOCKET": systemd.path], logger: logger)
    }

    private struct Refused: Error {}

    @Test func `A daemon reloads, refuses a bad configuration, and stops when told to`() async throws {
        let server = try LoopbackServer { request in
            LoopbackResponse(
                200,
                body: Array(
                    "<rss version=\"2.0\"><channel><title>W</title><item><title>Story of \(request.target)</title></item></channel></rss>"
                        .utf8))
        }
        defer { server.stop() }
        // Both feeds are known and due: a feed that is new would be polled at some moment of the first half
        // minute.
        try await SQLiteHistory.open("\(folder.path)/history.db", as: .daemon).register(
            [(feed("first", server), Self.past), (feed("second", server), Self.past)], entities: [])
        let (events, polled) = AsyncStream.makeStream(of: String.self)
        var polls = events.makeAsyncIterator()
        let isBroken = Mutex(true)
        let daemon = Daemon(
            first: try await monitor(["first"], server), notifier: notifier, logger: logger,
            watch: { polled.yield($0.feed) }
        ) {
            if isBroken.withLock({ $0 }) { throw Refused() }
            return try await monitor(["second"], server)
        }
        let group = ServiceGroup(services: [daemon], logger: logger)
        async let running: Void = group.run()

        #expect(await polls.next() == "first")
        #expect(await !daemon.reload())
        isBroken.withLock { $0 = false }
        #expect(await daemon.reload())
        #expect(await polls.next() == "second")
        await group.triggerGracefulShutdown()
        try await running

        let history = try SQLiteHistory.open("\(folder.path)/history.db", as: .daemon)
        #expect(try await history.counts().items == 2)
        let told = systemd.received().flatMap { $0.split(separator: "\n").map(String.init) }
        #expect(
            told.filter { $0 == "READY=1" || $0 == "STOPPING=1" || $0 == "RELOADING=1" } == [
                "READY=1", "RELOADING=1", "READY=1", "RELOADING=1", "READY=1", "STOPPING=1",
            ], "\(told)")
        #expect(told.contains("WATCHDOG=1"))
    }

    @Test func `What cannot be started ends the daemon with the reason`() async throws {
        let server = try LoopbackServer { _ in LoopbackResponse(200) }
        defer { server.stop() }
        var commit = Commit { _, _ in NoticeRoute(receivers: [], isSilenced: false) }
        commit.states = [DetectorState(name: "entity:ACME", json: "{\"nonsense\":1}")]
        try await SQLiteHistory.open("\(folder.path)/history.db", as: .daemon).commit(commit)
        let daemon = Daemon(first: try await monitor([], server), notifier: notifier, logger: logger) {
            throw Refused()
        }
        await #expect(throws: CorruptState.self) { try await daemon.run() }
    }
}
