import Dashboard
import Domain
import History
import Logging
import SQLiteHistory
import Serving

/// How long the dashboard's pages take on a long history, and how large they are before compression.
struct PageBenchmark {
    private static let rounds = 20

    private let dashboard: Dashboard
    private let cookie: String

    /// Makes pages over a history as they are at some time.
    init(path: String, now: Instant) async throws {
        var facts = SiteFacts(version: "0")
        facts.rules = [0, 4, 8].map {
            WatchRule(id: "rule-\($0)", streams: StreamPattern("entity:*").map { [$0] } ?? [])
        }
        dashboard = try Dashboard(
            DashboardSettings(),
            reader: try SQLiteHistory.open(path, as: .reader, timeLimit: Dashboard.timeLimit),
            answers: try SQLiteHistory.open(path, as: .writer), facts: facts, clock: StoppedClock(time: now),
            logger: Logger(label: "benchmark"))
        let first = await dashboard.respond(to: Self.request("/login"))
        cookie = String((first.header("Set-Cookie") ?? "").prefix { $0 != ";" })
    }

    private static let pages =
        [
            "/", "/?span=7d", "/?span=30d", "/alerts", "/alerts?stream=entity:SYM1*&state=resolved",
            "/alerts/a3333", "/alerts/a3999", "/streams", "/streams?span=30d", "/streams?span=1y",
            "/streams?q=entity:SYM1*&span=1y",
        ]
        + ["market", "entity:AAPL", "topic:topic-3", "entity:SYM499"].flatMap { stream in
            ["24h", "7d", "30d", "1y"].map { "/streams/\(stream)?span=\($0)" }
        } + [
            "/headlines", "/headlines?span=24h", "/headlines?sentiment=negative", "/headlines?q=word3990",
            "/headlines?q=word0", "/headlines?q=word0+word1", "/headlines?q=word39*", "/headlines?q=w*",
            "/headlines?q=%22profit+warning%22", "/headlines?q=%E5%87%80%E5%88%A9%E6%B6%A6",
            "/headlines?q=%E5%88%A9%E6%B6%A6", "/headlines?q=%E5%88%A9", "/headlines?q=nosuchword",
            "/headlines?q=word0&sentiment=negative", "/headlines?q=word0&stream=entity:SYM250",
            "/headlines?q=word0&source=feed-99", "/headlines?q=word0&source=nosuch",
            "/headlines?q=word0&stream=topic:nosuch", "/headlines?stream=topic:nosuch",
            "/headlines?stream=entity:AAPL", "/headlines?stream=entity:SYM499&sentiment=negative",
            "/headlines?stream=entity:AAPL%23topic-19", "/headlines?stream=topic:topic-19",
            "/headlines?source=feed-99", "/sources", "/sources/feed-7", "/silences",
            "/silences?streams=entity:*", "/rules", "/rules/rule-4", "/model", "/alerts.json",
            "/headlines.csv",
        ]

    /// Prints the median and the worst time of each page and its size.
    func run() async {
        print("median   worst  ms    bytes  page")
        for page in Self.pages { await measure(page) }
    }

    private func measure(_ page: String) async {
        let request = Self.request(page, cookie: cookie)
        var response = await dashboard.respond(to: request)
        var times: [Double] = []
        for _ in 0..<Self.rounds {
            let taken = await ContinuousClock().measure { response = await dashboard.respond(to: request) }
            times.append(taken / .milliseconds(1))
        }
        times.sort()
        let bytes = if case .bytes(let bytes) = response.body { bytes.count } else { 0 }
        let status = response.status == 200 ? "" : " (status \(response.status))"
        print(
            "\(DashboardBenchmark.padded(times[Self.rounds / 2]))\(DashboardBenchmark.padded(times[Self.rounds - 1]))  \(padded(bytes))  \(page)\(status)"
        )
    }

    private static func request(_ target: String, cookie: String = "") -> WebRequest {
        WebRequest("GET", target, headers: [("Host", "localhost"), ("Cookie", cookie)])
    }

    private func padded(_ bytes: Int) -> String {
        String(repeating: " ", count: max(0, 9 - "\(bytes)".count)) + "\(bytes)"
    }
}

/// A clock that stands still at the end of a history.
private struct StoppedClock: WallClock {
    let time: Instant

    func now() -> Instant { time }

    func sleep(until instant: Instant) async throws {}
}
