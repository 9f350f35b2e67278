import ArgumentParser
import Classification
import Demo
import Domain
import FoundationEssentials
import Logging
import Mentions
import Monitoring
import Synchronization

struct DemoCommand: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "demo",
        abstract: "Run the whole daemon on invented news, served over loopback, in under a minute.")

    @Option(help: "The folder for the database and the alert log.") var directory: String?
    @Option(help: "The model weights.") var weights: String?

    func run() async throws {
        try await Failure.reported {
            let file = try Installation.weights(weights)
            let (folder, searched) = Installation.find("feeds/demo")
            guard let folder else {
                throw Failure.inputMissing(
                    "cannot find the demo's feeds in \(searched.prefix(2).joined(separator: " or "))")
            }
            let output = directory ?? FileManager.default.temporaryDirectory.path() + "bellwether-demo"
            let demo = DemoRun(
                folder: folder, output: output,
                assessor: { entities in
                    try TitleAssessor(
                        weights: file, classifier: try Classifier(weights: file, threads: availableCores()),
                        finder: Gazetteer(entities))
                }, logger: ProgramLog.warnings)
            printError(
                "Eight hours of invented news about 45 invented companies, at 800 times real time.\n")
            let display = DemoDisplay()
            let outcome = try await demo.run { display.show($0) }
            display.finish(outcome)
            guard outcome.firing.count == 2 else {
                let alerts = counted(outcome.firing.count, "alert")
                throw Failure.general("the demo plants two bursts, but \(alerts) fired")
            }
        }
    }
}

/// What the demo shows: one line that counts, and each alert in words.
private final class DemoDisplay: Sendable {
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
            "\(event.at.hourAndMinute)  \(now.polls) polls (\(now.unchanged) unchanged)  \(now.items) headlines, \(now.negative) negative  \(now.quotes) quotes  \(now.alerts) alerts"
        )
    }

    private func show(_ alert: Alert) {
        let time = alert.at.hourAndMinute
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

            \(outcome.items) headlines stored, \(outcome.firing.count) alerts. The results:
              database   \(outcome.database)
              alert log  \(outcome.alertLog)
            Queries to try:
              sqlite3 -box \(outcome.database) "SELECT fired_at, stream, state, explanation FROM v_alerts"
              sqlite3 -box \(outcome.database) "SELECT name, stories, negative, mean_score FROM v_entity_sentiment ORDER BY mean_score LIMIT 5"
              sqlite3 -box \(outcome.database) "SELECT hour, sum(stories) AS stories, sum(negative) AS negative FROM v_sentiment_hourly GROUP BY hour ORDER BY hour DESC LIMIT 8"
            """)
    }
}
