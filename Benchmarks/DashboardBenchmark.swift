import Domain
import FoundationEssentials
import History
import SQLiteHistory

/// How long the dashboard takes on a long history: its pages, then what they ask.
struct DashboardBenchmark {
    private static let rounds = 15
    private static let day: Duration = .seconds(86400)

    private let history: any HistoryReader
    /// When the last item was.
    private let now: Instant

    /// Makes a history in a file, unless that is there, and prints the median and the worst time of each page
    /// and of each question.
    static func run(items: Int, path: String) async throws {
        if !FileManager.default.fileExists(atPath: path) { try InventedHistory(items: items).write(to: path) }
        let history = try SQLiteHistory.open(path, as: .reader, timeLimit: .seconds(60))
        let latest = try await history.headlines(HeadlineQuery()).headlines.first
        guard let latest else { return }
        let now = latest.at + .seconds(1)
        try await PageBenchmark(path: path, now: now).run()
        let benchmark = DashboardBenchmark(history: history, now: now)
        print("\nmedian   worst  ms")
        try await benchmark.overview()
        try await benchmark.streams()
        try await benchmark.headlines()
        try await benchmark.searches()
        try await benchmark.records()
    }

    private func last(_ days: Int) -> Range<Instant> { now - Self.day * days..<now }

    private func overview() async throws {
        try await measure("open alerts") {
            var query = AlertQuery()
            query.isOpen = true
            return try await history.alerts(query, at: now).count
        }
        let top = try await history.summaries(in: last(1), matching: nil, limit: 30).map(\.stream)
        try await measure("series of 30 streams, 24 h") {
            var points = 0
            for stream in top { points += try await history.series(of: stream, in: last(1)).count }
            return points
        }
        for days in [1, 7, 30, 365] {
            try await measure("summaries of \(days) days") {
                try await history.summaries(in: last(days), matching: nil, limit: 30).count
            }
        }
        try await measure("movers of 2 h") {
            try await history.movers(in: now - .seconds(7200)..<now, stories: 3, sources: 2, limit: 10).count
        }
        try await measure("movers of 24 h") {
            try await history.movers(in: last(1), stories: 3, sources: 2, limit: 10).count
        }
        try await measure("feed health") { try await history.feedHealth(at: now).count }
        try await measure("status") { try await history.status().items }
    }

    private func streams() async throws {
        for stream in [Domain.Stream.market, .entity("AAPL")] {
            for (days, step) in [(1, 1800), (7, 1800), (30, 7200), (365, 86400)] {
                try await measure("\(stream), \(days) days, with quotes") {
                    let points =
                        days > 30
                        ? try await history.dailySeries(of: stream, in: last(days))
                        : try await history.series(of: stream, in: last(days))
                    let quotes = try await history.quotes(
                        of: stream.symbol ?? "SYM7", in: last(days), step: .seconds(step))
                    return points.count + quotes.count
                }
            }
        }
        try await measure("blind times of all feeds, 30 days") {
            try await history.blindTimes(of: nil, in: last(30)).count
        }
    }

    private func headlines() async throws {
        try await page("latest 40 headlines") { _ in }
        try await page("those of a frequent entity") { $0.stream = .entity("AAPL") }
        try await page("those of a rare entity, negative") {
            $0.stream = .entity("SYM499")
            $0.sentiments = [.negative]
        }
        try await page("those of an entity on a rare topic") {
            $0.stream = .entityTopic("AAPL", topic: "topic-19")
        }
        try await page("those of a rare topic, positive") {
            $0.stream = .topic("topic-19")
            $0.sentiments = [.positive]
        }
        try await page("those of a rare feed") { $0.feed = "feed-99" }
        try await page("a half hour of a topic, a year ago") {
            $0.span = now - Self.day * 365..<now - Self.day * 365 + .seconds(1800)
            $0.stream = .topic("topic-3")
        }
    }

    private func searches() async throws {
        for (words, text) in [
            ("a number", "12345"), ("a phrase", "\"profit warning\""), ("a rare word", "word3990"),
            ("a common word", "word0"), ("two common words", "word0 word1"),
            ("a common and a rare word", "word0 word3990"), ("a prefix", "word39*"),
            ("three characters", "净利润"), ("two characters", "利润"), ("one character", "利"),
            ("nothing", "nosuchword"),
        ] {
            try await page("search for \(words)") { $0.text = text }
        }
        try await page("a common word, negative") {
            $0.text = "word0"
            $0.sentiments = [.negative]
        }
        try await page("a common word of an entity") {
            $0.text = "word0"
            $0.stream = .entity("SYM250")
        }
        try await page("a common word in a month a year ago") {
            $0.text = "word0"
            $0.span = now - Self.day * 365..<now - Self.day * 335
        }
        try await page("a common word, far down") {
            $0.text = "word0"
            $0.after = .init(time: now - Self.day * 200, number: 0)
        }
    }

    private func records() async throws {
        try await measure("alerts, the last 100") {
            try await history.alerts(AlertQuery(), at: now).count
        }
        try await measure("alerts of streams, resolved") {
            var query = AlertQuery()
            (query.isOpen, query.streams) = (false, StreamPattern("entity:SYM1*"))
            return try await history.alerts(query, at: now).count
        }
        try await measure("one alert") {
            try await history.alertHistory(of: "a3333", at: now)?.notices.count ?? 0
        }
        try await measure("alerts that a silence would have muted, 30 days") {
            try await history.audible("entity:*", in: last(30), limit: 20).count
        }
        try await measure("firings of rules, 30 days") {
            try await history.firings(since: now - Self.day * 30).count
        }
        try await measure("scores of a week") { try await history.scores(in: last(7)).byScore.reduce(0, +) }
        try await measure("sentiment by day, a year") {
            try await history.sentimentByDay(in: last(365)).count
        }
        try await measure("feedback beside ranking") { try await history.rankedFeedback(latest: 1000).count }
        try await measure("events and activity of a feed") {
            let events = try await history.feedEvents(of: "feed-7", limit: 50).count
            return events + (try await history.feedActivity(of: "feed-7", in: last(7)).count)
        }
    }

    private func page(_ name: String, _ change: (inout HeadlineQuery) -> Void) async throws {
        var query = HeadlineQuery()
        query.limit = 40
        change(&query)
        let asked = query
        try await measure(name) { try await history.headlines(asked).headlines.count }
    }

    /// - Parameter work: Returns how much it found.
    private func measure(_ name: String, _ work: () async throws -> Int) async throws {
        var (times, found) = ([Double](), 0)
        for _ in 0..<Self.rounds {
            let taken = try await ContinuousClock().measure { found = try await work() }
            times.append(taken / .milliseconds(1))
        }
        times.sort()
        print(
            "\(Self.padded(times[Self.rounds / 2]))\(Self.padded(times[Self.rounds - 1]))  \(name): \(found)")
    }

    static func padded(_ milliseconds: Double) -> String {
        let text = "\((milliseconds * 10).rounded() / 10)"
        return String(repeating: " ", count: max(0, 7 - text.count)) + text
    }
}
