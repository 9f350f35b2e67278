import Domain
import Foundation
import Glibc
import History
import Loopback
import SQLiteHistory
import Synchronization
import TestSupport
import Testing

/// A feed that grows by one headline a request, over HTTP.
private final class GrowingFeed: Sendable {
    private let published: Mutex<Int>

    init(_ count: Int = 0) { published = Mutex(count) }

    var count: Int { published.withLock { $0 } }

    func serve() throws -> LoopbackServer {
        try LoopbackServer { [self] request in
            // The root is asked whether the network is there, which is no poll.
            guard request.target != "/" else { return LoopbackResponse(200) }
            let count = published.withLock { count in
                count += 1
                return count
            }
            let items = (1...count).map {
                "<item><title>Headline number \($0)</title><guid>\($0)</guid></item>"
            }
            return LoopbackResponse(200, body: Array("<rss><channel>\(items.joined())</channel></rss>".utf8))
        }
    }
}

/// The daemon as a process: signals, kills, and what is on disk afterwards.
@Suite(.serialized) struct DaemonTests {
    let folder: TemporaryFolder
    let config: String
    let database: String

    init() throws {
        folder = try TemporaryFolder()
        database = "\(folder.path)/history.db"
        config = try folder.writeConfiguration()
    }

    /// Waits for a condition that another process brings about.
    @Test func `Feeds are listed with their health, and one is tested by its id`() async throws {
        let feed = GrowingFeed(2)
        let server = try feed.serve()
        defer { server.stop() }
        try folder.writeCatalogue([server.url("/one"), "http://127.0.0.1:9/down"])
        #expect(try await Program.run(["run", "--once", "--config", config]).status == 0)
        let listed = try await Program.run(["feeds", "--config", config])
        #expect(listed.status == 0, "\(listed.errors)")
        #expect(listed.lines.compactMap { $0["id"] as? String } == ["f1", "f0"])
        #expect(listed.lines.compactMap { $0["health"] as? String } == ["failing", "ok"])
        #expect(listed.lines.last?["items"] as? Int == 3)
        #expect((listed.lines.first?["last_error"] as? String)?.isEmpty == false)
        let tested = try await Program.run(["feeds", "test", "f0", "--config", config])
        let count = tested.lines.compactMap { $0["title"] as? String }.count
        // A feed that is down makes the daemon ask whether the network is there.
        #expect(count >= 4)
        #expect(tested.errors.contains("\(count) entries"))
        #expect(try await Program.run(["feeds", "test", "f1", "--config", config]).status == 74)
        let unknown = try await Program.run(["feeds", "test", "nope", "--config", config])
        #expect(unknown.status == 65)
        #expect(unknown.errors.contains("there are f0, f1"))
    }

    @Test func `Once polls all feeds and ends, with those that are down noted`() async throws {
        let server = try GrowingFeed(2).serve()
        let gone = try LoopbackServer { _ in LoopbackResponse(200) }
        gone.stop()
        defer { server.stop() }
        try folder.writeCatalogue([server.url("/feed"), gone.url("/")])
        let result = try await Program.run(["run", "--once", "--config", config])
        #expect(result.status == 0, "\(result.errors)")
        let history = try SQLiteHistory.open(database, as: .reader)
        #expect(try await history.counts().items == 3)
        #expect(try await history.cursor(of: "f1")?.failures == 1)
        #expect(
            result.errors.contains("2 feeds asked, 1 failed; 3 items stored; 0 alerts fired"),
            "\(result.errors)")
    }

    @Test func `SIGTERM ends the daemon cleanly`() async throws {
        let server = try GrowingFeed().serve()
        defer { server.stop() }
        try folder.writeCatalogue([server.url("/feed")])
        let systemd = try DatagramReceiver(path: "\(folder.path)/notify")
        for signal in [SIGTERM, SIGINT] {
            let daemon = try Program.start(
                ["run", "--config", config], errors: "\(folder.path)/errors",
                environment: ["NOTIFY_SOCKET": systemd.path])
            // The second daemon finds the first one's items: only READY tells that this one listens to
            // signals.
            try await wait("the daemon") { systemd.received().contains { $0.contains("READY=1") } }
            try await wait("the first poll") {
                // Not before the daemon has made it: two that create a database at once are in each other's
                // way.
                let errors = try String(contentsOfFile: "\(folder.path)/errors", encoding: .utf8)
                guard errors.contains("Watching") else { return false }
                return try await SQLiteHistory.open(database, as: .reader).counts().items > 0
            }
            kill(daemon.processIdentifier, signal)
            daemon.waitUntilExit()
            let errors = try String(contentsOfFile: "\(folder.path)/errors", encoding: .utf8)
            #expect(daemon.terminationReason == .exit, "\(errors)")
            #expect(daemon.terminationStatus == 0)
            #expect(errors.contains("Stopped"))
            #expect(!errors.contains(" error "), "\(errors)")
        }
        #expect(try await SQLiteHistory.open(database, as: .reader).integrityProblems().isEmpty)
    }

    @Test func `systemd hears of a daemon that is alive as often as it asks`() async throws {
        let server = try GrowingFeed().serve()
        defer { server.stop() }
        try folder.writeCatalogue([server.url("/feed")])
        let systemd = try DatagramReceiver(path: "\(folder.path)/notify")
        let daemon = try Program.start(
            ["run", "--config", config], errors: "\(folder.path)/errors",
            environment: ["NOTIFY_SOCKET": systemd.path, "WATCHDOG_USEC": "300000"])
        var signs = 0
        try await wait("signs of life") {
            signs += systemd.received().count { $0.contains("WATCHDOG=1") }
            return signs >= 10
        }
        daemon.terminate()
        daemon.waitUntilExit()
        #expect(daemon.terminationStatus == 0)
    }

    @Test func `SIGHUP applies a changed catalogue, refuses a wrong one in words, and systemd is told`()
        async throws
    {
        let feed = GrowingFeed()
        let server = try feed.serve()
        defer { server.stop() }
        let systemd = try DatagramReceiver(path: "\(folder.path)/notify")
        try folder.writeCatalogue([server.url("/one")])
        let log = "\(folder.path)/stderr"
        let daemon = try Program.start(
            ["run", "--config", config], errors: log, environment: ["NOTIFY_SOCKET": systemd.path])
        defer { daemon.terminate() }
        var told: [String] = []
        func wait(for words: String) async throws {
            try await EndToEndTests.wait(words) {
                told += systemd.received()
                return told.contains { $0.contains(words) }
            }
        }
        func hasPolled(_ feed: String) async throws -> Bool {
            try await SQLiteHistory.open(database, as: .reader).cursor(of: feed)?.lastSuccess != nil
        }
        try await wait(for: "READY=1")
        try await EndToEndTests.wait("a first poll") { try await hasPolled("f0") }
        told = []
        _ = try folder.file("feeds.yaml", Array("feeds: [nonsense]\n".utf8))
        kill(daemon.processIdentifier, SIGHUP)
        try await wait(for: "the new configuration was rejected")
        #expect(told.contains { $0.contains("RELOADING=1\nMONOTONIC_USEC=") })
        let errors = String(decoding: try Data(contentsOf: URL(fileURLWithPath: log)), as: UTF8.self)
        #expect(errors.contains("Rejected the new configuration; the old one stays in effect"))
        #expect(errors.contains("feeds.yaml:1"))
        try folder.writeCatalogue([server.url("/one"), server.url("/two")])
        kill(daemon.processIdentifier, SIGHUP)
        try await wait(for: "polling with the new configuration")
        try await EndToEndTests.wait("a poll of the second feed") { try await hasPolled("f1") }
        daemon.terminate()
        daemon.waitUntilExit()
        #expect(daemon.terminationStatus == 0)
        told += systemd.received()
        #expect(told.contains { $0.contains("STOPPING=1") })
    }

    @Test func `The doctor says what is well and what is not`() async throws {
        let server = try LoopbackServer { _ in
            LoopbackResponse(200, headers: [("Date", "Mon, 23 Nov 2020 09:30:00 GMT")])
        }
        defer { server.stop() }
        try folder.writeCatalogue([server.url("/")])
        let result = try await Program.run(["doctor", "--config", config])
        #expect(result.status == 1)
        let ill = result.lines.filter { $0["ok"] as? Bool == false }.compactMap { $0["check"] as? String }
        #expect(ill == ["daemon", "network and clock"])
        #expect(result.lines.compactMap { $0["check"] as? String }.count == 7)
        #expect(result.lines.allSatisfy { ($0["detail"] as? String)?.isEmpty == false })
    }

    @Test func `The doctor finds a missing folder, a dead sink and a feed that is blind for a week`()
        async throws
    {
        let server = try LoopbackServer { _ in LoopbackResponse(200) }
        defer { server.stop() }
        try folder.writeCatalogue([server.url("/")])
        let now = Instant(seconds: Int64(Date().timeIntervalSince1970))
        let history = try SQLiteHistory.open(database, as: .daemon)
        let feed = Feed(
            id: "f0", title: "F", url: server.url("/"), kind: .news, interval: .seconds(600))
        try await history.register([(feed, now)], entities: [])
        var commit = Commit { _, _ in NoticeRoute(receivers: ["desk"], isSilenced: false) }
        commit.poll = Commit.Poll(
            of: "f0",
            cursor: FeedCursor(
                nextDue: now + .seconds(600), failures: 9, lastError: "the server answered 503",
                condition: FeedCondition(.failing, since: now - .seconds(8 * 86400))), at: now)
        commit.notices = [.sample("a1b2")]
        try await history.commit(commit)
        let notice = try #require(try await history.pendingNotices(sink: "desk", at: now).first)
        try await history.markFailed(notice, sink: "desk", reason: "the server answered 404", next: nil)
        let config = try folder.file(
            "ill.yaml",
            Array(
                "database: history.db\nalert_log: none/alerts.jsonl\ncatalogues: [feeds.yaml]\n".utf8))
        let result = try await Program.run(["doctor", "--config", config])
        #expect(result.status == 1, "\(result.errors)")
        let ill = result.lines.filter { $0["ok"] as? Bool == false }.compactMap { $0["check"] as? String }
        #expect(Set(ill).isSuperset(of: ["sink desk", "feed f0", "answers", "alert log", "disk"]))
        #expect(!ill.contains("daemon"), "this process is one")
        let hints = result.lines.filter { $0["check"] as? String == "hint" }
        #expect(hints.count == 1)
    }

    @Test func `Subscriptions come in as a catalogue and go out as OPML`() async throws {
        let opml = """
            <opml version="1.0"><body><outline text="Markets"><outline text="A &amp; B wire" type="rss" xmlUrl="https://a.example/rss?x=1&amp;y=2"/>
            <outline title="A b wire" xmlUrl="https://b.example/"/></outline><outline text="No feed"/>
            <outline text="Local" xmlUrl="file:///etc/passwd"/></body></opml>
            """
        let imported = try await Program.run(["feeds", "import"], input: Array(opml.utf8))
        #expect(imported.status == 0)
        #expect(imported.errors.contains("Skipping file:///etc/passwd"))
        _ = try folder.file("feeds.yaml", Array(imported.output.utf8))
        #expect(try await Program.run(["check", "--config", config]).errors.contains("2 feeds"))
        let exported = try await Program.run(["feeds", "export", "--config", config])
        #expect(exported.output.contains("xmlUrl=\"https://a.example/rss?x=1&amp;y=2\""))
        let again = try await Program.run(["feeds", "import"], input: Array(exported.output.utf8))
        #expect(again.output == imported.output)
        #expect(try await Program.run(["feeds", "import"], input: Array("<rss/>".utf8)).status == 65)
    }

    @Test func `A check of the history says how often each rule would have fired`() async throws {
        try folder.writeCatalogue(["https://a.example/"])
        let path = try folder.file(
            "rules.yaml",
            Array(
                "database: h.db\nalert_log: a\ncatalogues: [feeds.yaml]\nrules: [{ id: all, streams: [market] }]\n"
                    .utf8))
        #expect(
            try await Program.run(["check", "--history", "--config", path]).status == 66, "no database yet")
        _ = try SQLiteHistory.open("\(folder.path)/h.db", as: .daemon)
        let result = try await Program.run(["check", "--history", "--config", path])
        #expect(result.status == 0, "\(result.errors)")
        #expect(result.errors.contains("rule all would have fired 0 times in the last week"))
        #expect(result.errors.contains("streams without a rule would have fired 0 times"))
        #expect(!result.errors.contains("warning"))
        #expect(try await Program.run(["check", "--most", "0", "--config", path]).status == 64)
    }

    @Test func `An invalid configuration ends with 78 and its line`() async throws {
        try folder.writeCatalogue(["https://a.example/"])
        let path = try folder.file(
            "bad.yaml", Array("database: d\nalert_log: a\ncatalogs: [feeds.yaml]\n".utf8))
        for command in [["check"], ["run"]] {
            let result = try await Program.run(command + ["--config", path])
            #expect(result.status == 78)
            #expect(
                result.errors
                    == "bellwether: \(path):3: unknown key \"catalogs\"; did you mean \"catalogues\"?\n")
        }
    }

    @Test func `A database that is none is refused and left as it is`() async throws {
        try folder.writeCatalogue(["https://a.example/"])
        let bytes = [UInt8](repeating: 88, count: 5000)
        _ = try folder.file("history.db", bytes)
        let result = try await Program.run(["run", "--once", "--config", config])
        #expect(result.status == 65)
        #expect(
            result.errors.contains(
                "is damaged (file is not a database). Move it away, or restore it from a copy"))
        #expect(Array(try Data(contentsOf: URL(fileURLWithPath: database))) == bytes)
    }
}
