import Alerting
import ArgumentParser
import Catalogues
import Domain
import Monitoring
import Transport

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
