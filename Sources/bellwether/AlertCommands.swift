import Alerting
public import ArgumentParser
import Transport
import Catalogues
import Domain
import FoundationEssentials
public import History
import Monitoring
import SQLiteHistory

struct Alerts: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        abstract: "The alerts of the history, and what to do with them.",
        subcommands: [
            ListAlerts.self, Acknowledge.self, Dismiss.self, SilenceStreams.self, Silences.self, Retry.self,
            TestSink.self,
        ],
        defaultSubcommand: ListAlerts.self)
}

/// Where the daemon keeps its history.
struct DatabaseOptions: ParsableArguments {
    @Option(help: "The daemon's configuration.") var config = "/etc/bellwether/bellwether.yaml"
    @Option(help: "The database itself, in place of the configuration's.") var database: String?

    /// Opens the database, which must be there.
    func open() throws -> SQLiteHistory {
        let path = try database ?? Configuration.read(config).database
        return try SQLiteHistory.reading(path)
    }
}

extension SQLiteHistory {
    /// A database that must be there.
    static func reading(_ path: String) throws -> SQLiteHistory {
        guard FileManager.default.fileExists(atPath: path) else { throw HistoryError.noDatabase(path: path) }
        return try SQLiteHistory(path: path)
    }
}

/// Who answers or silences, and why.
struct Signature: ParsableArguments {
    @Option(help: "Who says so; the default is the user's name.") var by: String?
    @Option(help: "Why.") var reason: String?

    var name: String { by ?? ProcessInfo.processInfo.environment["USER"] ?? "unknown" }
}

/// A time as a person writes it: `30m`, `2h`, `7d`.
struct TimeSpan: ExpressibleByArgument {
    let duration: Duration

    init?(argument: String) {
        let units: [Character: Int] = ["m": 60, "h": 3600, "d": 86400]
        guard let unit = argument.last.flatMap({ units[$0] }), let count = Int(argument.dropLast()),
            (1...10000).contains(count)
        else { return nil }
        duration = .seconds(count * unit)
    }
}

struct ListAlerts: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "list",
        abstract: "Prints the notices, the oldest first.",
        discussion: """
            Each line is a notice as in the alert log, with what the history knows besides: "silenced", "acknowledged" \
            (somebody is looking at the alert), "answers" ({"kind","by","reason","at","code","until"}, the latest first) \
            and "pending" (the sinks that have still to get it: {"sink","attempts","dead","last_error"}).
            """)

    /// How often a follower looks for what is fresh.
    private static let pause: Duration = .milliseconds(500)

    @OptionGroup var options: DatabaseOptions
    @Flag(
        help:
            "Print the open alerts alone: those that nobody looks at, most likely to be of use first, then the others."
    ) var ranked = false
    @Flag(help: "Wait for further notices and print them as they come.") var follow = false
    @Option(help: "Print the latest so many.") var limit = 1000

    func validate() throws {
        if ranked && follow { throw ValidationError("--ranked does not follow") }
        if limit < 1 { throw ValidationError("--limit must be at least 1") }
    }

    func run() async throws {
        try await Failure.reported {
            let database = try options.open()
            if ranked {
                let open = try await database.openNotices("*")
                let attended = try await database.acknowledged(at: SystemClock().now())
                func rank(_ alert: Alert) -> (Int, Double, String) {
                    (attended.contains(alert.id) ? 0 : 1, alert.usefulness ?? 0.5, alert.at)
                }
                for alert in open.sorted(by: { rank($0) > rank($1) }) { printLine(try jsonLine(alert)) }
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
            let answers: [Feedback]
            let pending: [PendingSink]
        }
        let more = try jsonLine(
            More(
                silenced: alert.isSilenced, acknowledged: alert.isAcknowledged, answers: alert.feedback,
                pending: alert.pending))
        return "\(alert.body.dropLast()),\(more.dropFirst())"
    }
}

struct Retry: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        abstract: "Makes deliveries that failed or were given up due again.")

    @OptionGroup var options: DatabaseOptions

    func run() async throws {
        try await Failure.reported {
            printError("\(try await options.open().retryDeliveries()) deliveries are due")
        }
    }
}

struct Acknowledge: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "ack", abstract: "Says that an alert is seen and being looked at.",
        discussion: "That ends when the alert ends or escalates; with --for, also when the time is over.")

    @Argument(help: "The alert's id, or its first letters.") var id: String
    @Option(name: .customLong("for"), help: "For how long: 30m, 2h, 7d.") var time: TimeSpan?
    @OptionGroup var signature: Signature
    @OptionGroup var options: DatabaseOptions

    func run() async throws {
        try await Failure.reported {
            try await say(id, .acknowledged, signature, options) { feedback, now in
                feedback.until = time.map { (now + $0.duration).rfc3339 }
            }
        }
    }
}

extension Feedback.Code: ExpressibleByArgument {}

struct Dismiss: AsyncParsableCommand {
    static let configuration = CommandConfiguration(abstract: "Says that an alert was of no use.")

    @Argument(help: "The alert's id, or its first letters.") var id: String
    @Option(help: "What was wrong with it.") var code: Feedback.Code?
    @OptionGroup var signature: Signature
    @OptionGroup var options: DatabaseOptions

    func run() async throws {
        try await Failure.reported {
            try await say(id, .dismissed, signature, options) { feedback, _ in feedback.code = code }
        }
    }
}

private func say(
    _ id: String, _ kind: Feedback.Kind, _ signature: Signature, _ options: DatabaseOptions,
    _ complete: (inout Feedback, Instant) -> Void
) async throws {
    let now = SystemClock().now()
    var feedback = Feedback(kind: kind, by: signature.name, reason: signature.reason, at: now.rfc3339)
    complete(&feedback, now)
    try await options.open().add(feedback, toAlert: id)
    printError("\(id) is \(kind.rawValue) by \(signature.name)")
}

struct SilenceStreams: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "silence",
        abstract: "Keeps the alerts of some streams from the sinks for a time.",
        discussion: """
            STREAM is market, topic:NAME or entity:SYMBOL; * stands for anything, as in 'topic:*'. The alerts stay in the \
            history. Prints the silence, with the number of alerts of the last 30 days that it would have muted.
            """)

    @Argument(help: "The stream, or a pattern.") var stream: String
    @Option(name: .customLong("for"), help: "For how long: 30m, 2h, 7d.") var time: TimeSpan
    @OptionGroup var signature: Signature
    @OptionGroup var options: DatabaseOptions

    func validate() throws {
        if StreamPattern(stream) == nil {
            throw ValidationError(
                "\(stream) is no stream: market, topic:NAME or entity:SYMBOL, with * for anything")
        }
    }

    func run() async throws {
        try await Failure.reported {
            let now = SystemClock().now()
            let (silence, muted) = try await options.open().silence(
                stream, from: now, until: now + time.duration, by: signature.name,
                reason: signature.reason)
            printLine(try jsonLine(SilenceLine(silence: silence, muted: muted)))
        }
    }
}

struct Silences: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        abstract: "Prints the silences that have not ended, or ends one.")

    @Option(help: "End the silence with this id.") var end: Int64?
    @OptionGroup var options: DatabaseOptions

    func run() async throws {
        try await Failure.reported {
            let database = try options.open()
            let now = SystemClock().now()
            if let end {
                guard try await database.endSilence(end, at: now) else {
                    throw Failure.badData("there is no silence \(end) that has not ended")
                }
                return printError("silence \(end) has ended")
            }
            for silence in try await database.silences(at: now) {
                printLine(try jsonLine(silence))
            }
        }
    }
}

/// A silence, and the alerts of the last 30 days that it would have muted.
private struct SilenceLine: Encodable {
    let silence: Silence
    let muted: Int?

    enum CodingKeys: String, CodingKey { case muted = "would_have_muted" }

    func encode(to encoder: any Encoder) throws {
        try silence.encode(to: encoder)
        var line = encoder.container(keyedBy: CodingKeys.self)
        try line.encodeIfPresent(muted, forKey: .muted)
    }
}

struct TestSink: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "test-sink",
        abstract:
            "Sends an invented alert and its end to a sink of the configuration, and says what came of it.")

    @Argument(help: "The sink's id.") var id: String
    @Option(help: "The daemon's configuration.") var config = "/etc/bellwether/bellwether.yaml"

    func run() async throws {
        try await Failure.reported {
            let configuration = try Configuration.read(config)
            guard let described = configuration.sinks.first(where: { $0.id == id }) else {
                let ids = configuration.sinks.map(\.id)
                throw Failure.badData(
                    "the configuration has no sink \(id)"
                        + (ids.isEmpty ? "; it has none" : "; it has \(ids.joined(separator: ", "))"))
            }
            let client = HTTPClient()
            defer { client.stop() }
            let sink = Monitor.sink(
                described, client: client, userAgent: Monitor.userAgent(contact: configuration.contact))
            let now = SystemClock().now()
            for (sequence, state) in [Alert.State.firing, .resolved].enumerated() {
                let alert = Alert.trial(sequence: sequence, state, at: now)
                do {
                    try await sink.deliver(
                        Notice(alertID: alert.id, sequence: sequence, body: try jsonLine(alert)))
                } catch {
                    throw Failure.io("the sink \(id) did not take the alert: \(error)")
                }
                printLine(try jsonLine(alert))
            }
        }
    }
}

extension Alert {
    /// An alert that says of itself that it is none.
    fileprivate static func trial(sequence: Int, _ state: State, at now: Instant) -> Alert {
        Alert(
            id: "trial\(now.milliseconds)", sequence: sequence, at: now.rfc3339, stream: "entity:TRIAL",
            kind: "negative-spike", severity: .warning, state: state, window: "30m", observed: 3,
            expected: 0.1,
            baselineShare: 0.2, share: 1, surpriseBits: 20, falseAlarmsPerMonth: 0.01, stories: 3, sources: 2,
            headlines: [
                Headline(
                    title: "This is a trial of the way of alerts", link: nil, score: -0.9, words: ["trial"])
            ], quote: nil, explanation: "A trial by `bellwether alerts test-sink`: nothing has happened.")
    }
}
