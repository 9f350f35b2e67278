import Domain
import Foundation
import Glibc
import History
import Loopback
import SQLiteHistory
import Synchronization
import TestSupport
import Testing

/// Three feeds that keep the truth: what they have published.
///
/// A calm past first, then bad news about one company.
private final class TruthfulFeeds: Sendable {
    private struct Story {
        let id: String
        let title: String
        let date: String
    }

    private static let calm = [
        "Airline orders new seats", "Factory opens in Ohio", "Quarterly report due on Monday",
        "Company names head of marketing", "Firm to move its offices", "Conference begins in Paris",
    ]
    private static let bad = [
        "Boeing shares plunge after crash", "Regulator grounds Boeing jets over faults",
        "Boeing faces fraud investigation", "Boeing warns of huge losses", "Airlines cancel Boeing orders",
        "Boeing cuts thousands of jobs as crisis deepens", "Prosecutors charge Boeing with deception",
        "Boeing slumps to record loss",
    ]

    private let published = Mutex<[String: [Story]]>([:])
    private let start = Date()

    /// The ids of what a feed has published.
    func truth(_ path: String) -> Set<String> {
        published.withLock { Set($0[path, default: []].map(\.id)) }
    }

    func serve() throws -> LoopbackServer {
        try LoopbackServer { [self] request in
            LoopbackResponse(200, body: Array(body(request.target).utf8))
        }
    }

    private func body(_ path: String) -> String {
        let stories = published.withLock { published in
            let count = published[path, default: []].count
            if count == 0 {
                published[path] = [story(path, 0, Self.calm[0], age: 20 * 86400)]
            } else if count == 1 {
                published[path]? += (1..<40).map {
                    story(path, $0, Self.calm[$0 % 6], age: Double(40 - $0) * 43_000)
                }
            } else {
                published[path]?.append(story(path, count, Self.bad[count % 8], age: 0))
            }
            return published[path, default: []]
        }
        let items = stories.map {
            "<item><title>\($0.title)</title><guid>\($0.id)</guid><pubDate>\($0.date)</pubDate></item>"
        }
        return "<rss version='2.0'><channel>\(items.joined())</channel></rss>"
    }

    private func story(_ path: String, _ number: Int, _ title: String, age: Double) -> Story {
        let date = Instant(milliseconds: Int64((Date().timeIntervalSince1970 - age) * 1000))
        return Story(
            id: "\(path)\(number)", title: "\(title), \(path.dropFirst()) \(number)", date: date.rfc3339)
    }
}

/// SIGKILL at random moments, in the real program.
///
/// `BELLWETHER_KILLS` says how often; 200 is the long form.
@Suite(.serialized) struct KillTests {
    private static let kills =
        ProcessInfo.processInfo.environment["BELLWETHER_KILLS"].flatMap { Int($0) } ?? 20
    let folder: TemporaryFolder

    init() throws { folder = try TemporaryFolder() }

    private static func alert(_ body: String) -> Alert? {
        try? JSONDecoder().decode(AlertRecord.self, from: Data(body.utf8)).alert
    }

    /// What tells a notice from others.
    private static func name(_ alert: Alert) -> String { "\(alert.id) \(alert.sequence) \(alert.at)" }

    @Test func `A kill at any moment loses and doubles no item and no alert`() async throws {
        let feeds = TruthfulFeeds()
        let server = try feeds.serve()
        defer { server.stop() }
        let paths = ["/a", "/b", "/c"]
        let catalogue = paths.map {
            "  - { id: feed\($0.dropFirst()), title: F, url: \"\(server.url($0))\", interval: 10s }\n"
        }
        _ = try folder.file(
            "feeds.yaml",
            Array(
                "feeds:\n\(catalogue.joined())entities:\n  - { symbol: BA, name: Boeing }\n".utf8))
        let config = try folder.writeConfiguration(with: "detection: { learning_period: 0s }\n")
        for _ in 0..<2 { #expect(try await Program.run(["run", "--once", "--config", config]).status == 0) }
        var random = SplitMix64(seed: 21)
        for _ in 0..<Self.kills {
            let daemon = try Program.start(
                ["run", "--once", "--config", config], errors: "\(folder.path)/errors")
            try await Task.sleep(for: .milliseconds(Int.random(in: 20...900, using: &random)))
            kill(daemon.processIdentifier, SIGKILL)
            daemon.waitUntilExit()
        }
        // On a busy machine none of those may have lived to ask; these bring enough bad news for an alert.
        for _ in 0..<4 {
            let last = try await Program.run(["run", "--once", "--config", config])
            #expect(last.status == 0, "\(last.errors)")
        }
        let history = try SQLiteHistory.open("\(folder.path)/history.db", as: .reader)
        #expect(try await history.integrityProblems().isEmpty)
        var items = 0
        for path in paths {
            let wanted = Set(feeds.truth(path).map { "guid:\($0)" })
            let titles = try await history.knownTitles(feed: "feed\(path.dropFirst())", among: Array(wanted))
            let known = Set(titles.keys)
            #expect(known == wanted)
            items += wanted.count
        }
        #expect(try await history.counts().items == items, "nothing is stored twice")
        let log = try String(contentsOfFile: "\(folder.path)/alerts.jsonl", encoding: .utf8)
        let logged = log.split(separator: "\n").map(String.init)
        #expect(logged.count == Set(logged).count, "no notice is in the log twice")
        let notices = try await history.notices(after: 0, limit: 1000, at: Instant(milliseconds: 0)).map(
            \.body)
        #expect(!notices.isEmpty, "the bad news are reason for an alert")
        // What an open alert says grows after it was told, and what another alert tells is not due.
        let due = notices.compactMap(Self.alert).filter { $0.toldBy == nil }
        #expect(
            Set(logged.compactMap(Self.alert).map(Self.name)) == Set(due.map(Self.name)),
            "what is due is in the log")
        #expect(try await history.pendingNotices(sink: "log", at: Instant(seconds: 1 << 40)).isEmpty)
    }
}
