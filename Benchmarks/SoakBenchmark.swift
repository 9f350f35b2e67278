import Domain
import Foundation
import Loopback
import Synchronization
import Transport

/// `Benchmarks soak PROGRAM SECONDS [ITEMS]`: the daemon under a steady load; one line per minute.
///
/// A hundred feeds with ITEMS new items per second in total, and every two minutes a burst of bad news about a company.
/// The daemon is the real program with a file of its own; what is printed comes from its `/metrics` and its alert log.
final class SoakBenchmark: Sendable {
    private static let feeds = 100
    private static let interval = 10.0
    private static let minute = 60.0

    private let folder: URL
    private let perPoll: Int
    private let start = Date()
    private let served = Mutex<[String: [String]]>([:])
    private let published = Mutex(0)

    init(itemsPerSecond: Int) throws {
        folder = FileManager.default.temporaryDirectory.appendingPathComponent("bellwether-soak-\(getpid())")
        try FileManager.default.createDirectory(at: folder, withIntermediateDirectories: true)
        perPoll = max(1, Int((Double(itemsPerSecond) * Self.interval / Double(Self.feeds)).rounded()))
    }

    func run(program: String, seconds: Int) async throws {
        let server = try LoopbackServer { [self] request in
            LoopbackResponse(200, body: Array(body(request.target).utf8))
        }
        defer { server.stop() }
        // A port that is free now; the daemon takes it a moment later.
        let probe = try LoopbackServer { _ in LoopbackResponse(200) }
        let metrics = probe.port
        probe.stop()
        try write(server, metricsPort: metrics)
        let daemon = Process()
        daemon.executableURL = URL(fileURLWithPath: program)
        daemon.arguments = ["run", "--config", folder.appendingPathComponent("bellwether.yaml").path]
        daemon.standardError = FileHandle.nullDevice
        try daemon.run()
        defer {
            daemon.terminate()
            daemon.waitUntilExit()
            try? FileManager.default.removeItem(at: folder)
        }
        try await watch(daemon, metrics: "http://127.0.0.1:\(metrics)/metrics", seconds: seconds)
    }

    private func write(_ server: LoopbackServer, metricsPort: Int) throws {
        let feeds = (0..<Self.feeds).map {
            "  - { id: f\($0), title: F\($0), url: \"\(server.url("/f\($0)"))\", interval: 10s }\n"
        }
        let companies = (0..<40).map { "  - { symbol: C\($0), name: Company\($0) }\n" }
        try Data("feeds:\n\(feeds.joined())entities:\n\(companies.joined())".utf8).write(
            to: folder.appendingPathComponent("feeds.yaml"))
        try Data(
            "database: h.db\nalert_log: alerts.jsonl\ncatalogues: [feeds.yaml]\nmetrics_port: \(metricsPort)\n"
                .utf8
        ).write(to: folder.appendingPathComponent("bellwether.yaml"))
    }

    // MARK: What the feeds publish

    private static let calm = [
        "opens a plant in", "names a head of sales for", "reports results for", "renews its lease in",
        "hosts investors in", "orders equipment for", "extends its contract in", "moves staff to",
    ]
    private static let bad = [
        "faces fraud charges over", "halts production after a fire in", "warns of heavy losses in",
        "is sued over faults found in", "shares plunge after a scandal in", "recalls products sold in",
    ]

    private func body(_ path: String) -> String {
        let now = Date()
        let minutes = Int(now.timeIntervalSince(start) / Self.minute)
        let isBurst = minutes % 2 == 1
        let items = served.withLock { served -> [String] in
            let isFirst = served[path] == nil
            let count = isFirst ? 40 : perPoll
            let fresh = (0..<count).map { place -> String in
                let number = published.withLock { number in
                    number += 1
                    return number
                }
                // The first answer is a past of twenty days, so that the detector has learned.
                let age = isFirst ? Double(count - place) * 43_000 : 0
                let isBad = isBurst && !isFirst && number % 40 == 0
                let company = isBad ? minutes / 2 % 40 : number % 40
                let words = isBad ? Self.bad[number / 40 % 6] : Self.calm[number % 8]
                return item(
                    "Company\(company) \(words) region \(number)", number, now.addingTimeInterval(-age))
            }
            // The items of the last response are still in the feed, as in any feed.
            let all = fresh + (served[path] ?? []).prefix(perPoll)
            served[path] = fresh
            return all
        }
        return "<rss version=\"2.0\"><channel><title>F</title>\(items.joined())</channel></rss>"
    }

    private func item(_ title: String, _ number: Int, _ date: Date) -> String {
        let at = Instant(milliseconds: Int64(date.timeIntervalSince1970 * 1000)).rfc3339
        return "<item><title>\(title)</title><guid>g\(number)</guid><pubDate>\(at)</pubDate></item>"
    }

    // MARK: What is measured

    private struct Sample {
        var items = 0.0
        var bytes = 0.0
        /// Cumulative counts by upper bound, in seconds.
        var commits: [(bound: Double, count: Double)] = []
    }

    private func watch(_ daemon: Process, metrics: String, seconds: Int) async throws {
        let client = HTTPClient()
        defer { client.stop() }
        print(
            "minute | items per second | response to commit p50 / p99, s | resident MB | alerts, longest delay s"
        )
        var last = Sample()
        var delays: [Double] = []
        var read = 0
        for second in 1...max(seconds, 1) {
            try await Task.sleep(for: .seconds(1))
            guard daemon.isRunning else { return print("the daemon ended with \(daemon.terminationStatus)") }
            delays += alerts(&read)
            guard second % 60 == 0 || second == seconds, let sample = await sample(metrics, client) else {
                continue
            }
            let time = Double(second % 60 == 0 ? 60 : second % 60)
            let commits = zip(
                sample.commits, last.commits.isEmpty ? sample.commits.map { ($0.bound, 0.0) } : last.commits
            )
            .map { (bound: $0.bound, count: $0.count - $1.1) }
            print(
                "\((second + 59) / 60) | \(Int((sample.items - last.items) / time)) | \(quantile(0.5, commits)) / \(quantile(0.99, commits)) | \(Int(sample.bytes / 1e6)) | \(delays.count), \(rounded(delays.max() ?? 0))"
            )
            // A line a minute is worth seeing as it comes, in a file too.
            fflush(nil)
            last = sample
        }
    }

    /// The bucket's upper bound below which this share falls.
    private func quantile(_ share: Double, _ buckets: [(bound: Double, count: Double)]) -> String {
        guard let all = buckets.last?.count, all > 0 else { return "-" }
        let bound = buckets.first { $0.count >= share * all }?.bound ?? .infinity
        return "≤ \(bound)"
    }

    private func rounded(_ value: Double) -> Double { (value * 100).rounded() / 100 }

    private func sample(_ url: String, _ client: HTTPClient) async -> Sample? {
        let request = Request(url: url, userAgent: "Bellwether benchmark")
        guard let reply = try? await client.perform(request), reply.status == 200 else { return nil }
        let text = String(decoding: reply.body, as: UTF8.self)
        var sample = Sample()
        for line in text.split(separator: "\n") where !line.hasPrefix("#") {
            guard let value = line.split(separator: " ").last.flatMap({ Double($0) }) else { continue }
            if line.hasPrefix("bellwether_items_total") { sample.items += value }
            if line.hasPrefix("process_resident_memory_bytes") { sample.bytes = value }
            if line.hasPrefix("bellwether_commit_seconds_bucket") {
                let bound = line.split(separator: "\"").dropFirst().first.flatMap { Double($0) } ?? .infinity
                sample.commits.append((bound, value))
            }
        }
        return sample
    }

    /// Delays of the firing notices that are in the log and were not a second ago, from `at` to now: a second more at most.
    private func alerts(_ read: inout Int) -> [Double] {
        let path = folder.appendingPathComponent("alerts.jsonl").path
        guard let text = try? String(contentsOfFile: path, encoding: .utf8) else { return [] }
        let lines = text.split(separator: "\n")
        defer { read = lines.count }
        let written =
            (try? FileManager.default.attributesOfItem(atPath: path)[.modificationDate]) as? Date ?? Date()
        return lines.dropFirst(read).compactMap { line -> Double? in
            let object = try? JSONSerialization.jsonObject(with: Data(line.utf8)) as? [String: Any]
            guard object?["state"] as? String == "firing", let at = object?["at"] as? String,
                let instant = Instant(rfc3339: at)
            else { return nil }
            return written.timeIntervalSince1970 - instant.inEpochSeconds
        }
    }
}

extension Instant {
    fileprivate var inEpochSeconds: Double { Double(milliseconds) / 1000 }
}
