import ArgumentParser
import Domain
import History
import Monitoring

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
            let database = try await options.openReader()
            if ranked {
                let open = try await database.openNotices(about: nil)
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
                for notice in try await database.notices(
                    after: last, limit: limit, at: SystemClock().now())
                {
                    printLine(try line(notice))
                    last = notice.number
                }
                if follow { try await Task.sleep(for: Self.pause) }
            } while follow
        }
    }

    /// The notice's own fields, then those of the history.
    private func line(_ notice: StoredNotice) throws -> String {
        struct More: Encodable {
            let silenced: Bool
            let acknowledged: Bool
            let answers: [FeedbackLine]
            let pending: [PendingLine]
        }
        let more = try jsonLine(
            More(
                silenced: notice.isSilenced, acknowledged: notice.isAcknowledged,
                answers: notice.feedback.map(FeedbackLine.init),
                pending: notice.pending.map(PendingLine.init)))
        return "\(notice.body.dropLast()),\(more.dropFirst())"
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

/// A sink that has yet to take a notice, as `alerts` prints it.
private struct PendingLine: Encodable {
    let sink: String
    let attempts: Int
    let dead: Bool
    let lastError: String?

    enum CodingKeys: String, CodingKey {
        case sink, attempts, dead
        case lastError = "last_error"
    }

    init(_ delivery: PendingDelivery) {
        sink = delivery.sink
        attempts = delivery.attempts
        dead = delivery.isDead
        lastError = delivery.lastError
    }
}
