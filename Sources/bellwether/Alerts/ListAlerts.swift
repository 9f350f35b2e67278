import ArgumentParser
import Domain
import History
import Monitoring
import SQLiteHistory

struct ListAlerts: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "list",
        abstract: "Print alerts, oldest first.",
        discussion: """
            Each line is a notice as in the alert log, with these fields from the history: "silenced", "acknowledged" \
            (someone is looking at the alert), "answers" (the feedback, latest first: {"kind","by","reason","at","code", \
            "until"}) and "pending" (the sinks that have not taken it yet: {"sink","attempts","dead","last_error"}).
            """)

    /// How often a follower looks for what is fresh.
    private static let pause: Duration = .milliseconds(500)

    @OptionGroup var options: DatabaseOptions
    @Flag(
        help:
            "Print only open alerts: unacknowledged ones first, in each group the most likely to be useful first."
    ) var ranked = false
    @Flag(help: "Keep running and print new notices as they come.") var follow = false
    @Option(help: "The number of latest notices to print.") var limit = 1000

    func validate() throws {
        if ranked && follow { throw ValidationError("--ranked and --follow cannot be combined") }
        if limit < 1 { throw ValidationError("--limit must be at least 1") }
    }

    func run() async throws {
        try await Failure.reported {
            let database = try options.open()
            if ranked {
                let open = try await database.openNotices("*")
                let attended = try await database.acknowledged(at: SystemClock().now())
                func rank(_ alert: Alert) -> (Int, Double, Instant) {
                    (attended.contains(alert.id) ? 0 : 1, alert.context.usefulness ?? 0.5, alert.at)
                }
                for alert in open.sorted(by: { rank($0) > rank($1) }) {
                    printLine(try jsonLine(AlertRecord(alert)))
                }
                return
            }
            var last: Int64 = 0
            repeat {
                for alert in try await database.alerts(
                    after: last, limit: limit, at: SystemClock().now())
                {
                    printLine(try line(alert))
                    last = alert.number
                }
                if follow { try await Task.sleep(for: Self.pause) }
            } while follow
        }
    }

    /// The notice's own fields, then those of the history.
    private func line(_ alert: StoredAlert) throws -> String {
        struct More: Encodable {
            let silenced: Bool
            let acknowledged: Bool
            let answers: [FeedbackLine]
            let pending: [PendingSink]
        }
        let more = try jsonLine(
            More(
                silenced: alert.isSilenced, acknowledged: alert.isAcknowledged,
                answers: alert.feedback.map(FeedbackLine.init),
                pending: alert.pending))
        return "\(alert.body.dropLast()),\(more.dropFirst())"
    }
}

/// Feedback as `alerts` prints it.
private struct FeedbackLine: Encodable {
    let kind: String
    let by: String
    let reason: String?
    let at: String
    let code: String?
    let until: String?

    init(_ feedback: Feedback) {
        kind = feedback.kind.rawValue
        by = feedback.by
        reason = feedback.reason
        at = feedback.at.rfc3339
        code = feedback.code?.rawValue
        until = feedback.until?.rfc3339
    }
}
