import ArgumentParser
import Catalogues
import Detection
import Domain
import Monitoring
import SQLiteHistory

struct Check: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        abstract: "Validates the configuration and its catalogues; an error names file and line.",
        discussion: """
            With --history the stored items of the last five weeks go through the detector under this configuration, as they \
            were assessed, and a rule that would have fired more than --most times in the last week is warned of.
            """)

    @Option(help: "The configuration.") var config = "/etc/bellwether/bellwether.yaml"
    @Option(help: "The weights, whose topics rules may name.") var weights: String?
    @Flag(help: "Say how often each rule would have fired in the last week.") var history = false
    @Option(help: "The alerts a week from which on a rule is warned of.") var most = 20

    func validate() throws {
        if most < 1 { throw ValidationError("--most must be at least 1") }
    }

    func run() async throws {
        try await Failure.reported {
            let configuration = try Configuration.read(config)
            let catalogue = try configuration.catalogue(for: try Installation.weights(weights))
            printError(
                "\(config) is valid: \(catalogue.feeds.count) feeds and \(catalogue.entities.count) entities in \(configuration.catalogues.count) catalogues"
            )
            guard history else { return }
            let settings = DetectionSettings(configuration, catalogue.feeds)
            let fired = try await settings.firedInLastWeek(
                of: try SQLiteHistory.reading(configuration.database), at: SystemClock().now())
            for rule in settings.rules.map({ Optional($0.id) }) + [nil] {
                report(rule.map { "rule \($0)" } ?? "streams without a rule", fired[rule] ?? 0)
            }
        }
    }

    private func report(_ name: String, _ count: Int) {
        let sentence = "\(name) would have fired \(count) times in the last week"
        printError(
            count > most
                ? "warning: \(sentence), more than \(most): lower its false_alerts_per_stream_month or raise its minimum_stories"
                : sentence)
    }
}
