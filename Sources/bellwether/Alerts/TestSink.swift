import Alerting
import ArgumentParser
import Catalogues
import Domain
import Monitoring
import Transport

struct TestSink: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "test-sink",
        abstract: "Send a test alert and its end to a configured sink, and report whether it took them.")

    @Argument(help: "The id of the sink.") var id: String
    @Option(help: "The configuration file of the daemon.") var config = Configuration.standardPath

    func run() async throws {
        try await Failure.reported {
            let configuration = try Configuration.read(config)
            guard let described = configuration.sinks.first(where: { $0.id == id }) else {
                let ids = configuration.sinks.map(\.id)
                throw Failure.badData(
                    "there is no sink \"\(id)\" in the configuration"
                        + (ids.isEmpty ? "" : "; there are \(ids.joined(separator: ", "))"))
            }
            if let secret = described.missingSecrets.first { throw Failure.missing(secret: secret) }
            let client = HTTPClient()
            defer { client.stop() }
            let sink = described.sink(
                client: client, userAgent: Monitor.userAgent(contact: configuration.contact),
                clock: SystemClock())
            let now = SystemClock().now()
            let firing = Alert.trial(at: now)
            var resolved = firing.next(at: now)
            resolved.state = .resolved
            for alert in [firing, resolved] {
                do {
                    try await sink.deliver(
                        Notice(
                            alertID: alert.id, sequence: alert.sequence,
                            body: try jsonLine(AlertRecord(alert))))
                } catch {
                    throw Failure.io("the sink \(id) failed to deliver the alert: \(error)")
                }
                printLine(try jsonLine(AlertRecord(alert)))
            }
        }
    }
}

extension Alert {
    /// An alert that says that it is only a trial.
    fileprivate static func trial(at now: Instant) -> Alert {
        var measures = Measures(window: .seconds(1800))
        measures.observed = 3
        measures.expected = 0.1
        measures.baselineShare = 0.2
        measures.share = 1
        measures.surpriseBits = 20
        measures.falseAlarmsPerMonth = 0.01
        measures.stories = 3
        measures.sources = 2
        var alert = Alert(
            id: "trial\(now.milliseconds)", at: now, stream: .entity("TRIAL"), kind: .surge,
            severity: .warning, measures: measures,
            explanation: "A trial by `bellwether alerts test-sink`: nothing has happened.")
        alert.headlines = [
            Headline(title: "This is a test of alert delivery", link: nil, score: -0.9, words: ["test"])
        ]
        return alert
    }
}
