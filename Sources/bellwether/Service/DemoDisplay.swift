import Demo
import Domain
import Monitoring
import Synchronization

/// What the demo shows: one line that counts, and each alert in words.
final class DemoDisplay: Sendable {
    private struct Counts {
        var polls = 0
        var unchanged = 0
        var items = 0
        var negative = 0
        var quotes = 0
        var alerts = 0
    }

    private let counts = Mutex(Counts())
    private let line = ProgressLine()
    private let news: DemoRun.News

    init(_ news: DemoRun.News) { self.news = news }

    /// Says where the pages are, and then what is run.
    func begin(pagesAt address: String, stay: Bool) {
        printError(
            "Pages: \(address)  \(stay ? "until you press Ctrl-C" : "while the demo runs; --stay keeps them")\n"
        )
        switch news {
        case .invented:
            printError(
                "Eight hours of invented news about 45 invented companies, at 800 times real time.\n")
        case .own(let headlines):
            printError(
                "\(counted(headlines.count, "headline")) of \(counted(headlines.sources, "source")), after three weeks of silence that teach what is usual.\n"
            )
        }
    }

    /// A time of the invented day, or a time of any day.
    private func stamp(_ time: Instant) -> String {
        switch news {
        case .invented: time.hourAndMinute
        case .own: String(time.rfc3339.prefix(16))
        }
    }

    func show(_ event: PollEvent) {
        let now = counts.withLock { counts in
            counts.polls += 1
            counts.unchanged += event.wasUnchanged ? 1 : 0
            counts.items += event.outcome.items.count
            counts.negative += event.outcome.items.count { $0.assessment.sentiment.label == .negative }
            counts.quotes += event.outcome.quotes
            counts.alerts += event.outcome.alerts.count { $0.state == .firing }
            return counts
        }
        for alert in event.outcome.alerts { show(alert) }
        line.show(
            "\(stamp(event.at))  \(counted(now.polls, "poll")) (\(now.unchanged) unchanged)  \(counted(now.items, "headline")), \(now.negative) negative  \(counted(now.quotes, "quote"))  \(counted(now.alerts, "alert"))"
        )
    }

    private func show(_ alert: Alert) {
        let time = stamp(alert.at)
        guard alert.state == .firing else {
            return line.keep("\(time)  resolved  \(alert.stream)  \(alert.explanation)")
        }
        let headlines = alert.headlines.prefix(5).map {
            "         - \($0.title)  [\($0.words.joined(separator: ", "))]\n"
        }
        line.keep("\n\(time)  ALERT  \(alert.stream)  \(alert.explanation)\n\(headlines.joined())")
    }

    func finish(_ outcome: DemoRun.Outcome) {
        line.keep(
            """

            \(counted(outcome.items, "headline")) stored, \(counted(outcome.firing.count, "alert")). The results:
              database   \(outcome.database)
              alert log  \(outcome.alertLog)
            Queries to try:
              sqlite3 -box \(outcome.database) "SELECT fired_at, stream, state, explanation FROM v_alerts"
              sqlite3 -box \(outcome.database) "SELECT name, stories, negative, mean_score FROM v_entity_sentiment ORDER BY mean_score LIMIT 5"
              sqlite3 -box \(outcome.database) "SELECT hour, stories, negative FROM v_market_hourly ORDER BY hour DESC LIMIT 8"
            """)
    }
}
