import ArgumentParser
import Catalogues
import Detection
import Domain
import Monitoring
import Replay

struct Check: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        abstract: "Validate the configuration and its catalogues; every mistake is named with file and line.",
        discussion: """
            With --history, runs the stored items of the last eleven weeks through the detector under this configuration, with \
            the assessments that are stored: the first seven teach it. Reports how many alerts a month this configuration tells \
            of in all, and warns about rules that would have fired more than --most times in the last week.
            """)

    @Option(help: "The configuration file of the daemon.") var config = Configuration.standardPath
    @Option(help: "The model weights; rules may name their topics.") var weights: String?
    @Flag(help: "Report how many alerts a month there would be, and how often each rule would have fired.")
    var history = false
    @Option(help: "Warn about rules that would have fired more often than this in the last week.") var most =
        20

    func validate() throws {
        if most < 1 { throw ValidationError("--most must be at least 1") }
    }

    func run() async throws {
        try await Failure.reported {
            let hint = { (mistake: Mistake) in printError("hint: \(mistake)") }
            let configuration = try Configuration.read(config, hint: hint)
            let catalogue = try configuration.catalogue(for: try Installation.weights(weights), hint: hint)
            printError(
                "\(config) is valid: \(counted(catalogue.feeds.count, "feed")) and \(counted(catalogue.entities.count, "entity", "entities")) in \(counted(configuration.catalogues.count, "catalogue"))"
            )
            guard history else { return }
            let settings = DetectionSettings(configuration, catalogue)
            let past = try await settings.pastAlerts(
                of: try await Histories.open(
                    configuration.database, as: .reader, logger: ProgramLog.warnings),
                at: SystemClock().now())
            report(past)
            let fired = past.lastWeek
            for rule in settings.rules.map({ Optional($0.id) }) + [nil] {
                report(rule.map { "rule \($0)" } ?? "streams without a rule", fired[rule] ?? 0)
            }
        }
    }

    /// What the whole installation tells.
    private func report(_ past: PastAlerts) {
        printError(
            past.monthly?.inWords
                ?? "the history is too short to estimate alerts per month: it needs a week after the learning period"
        )
    }

    private func report(_ name: String, _ count: Int) {
        let sentence = "\(name) would have fired \(counted(count, "time")) in the last week"
        printError(
            count > most
                ? "warning: \(sentence), more than \(most): lower its false_alerts_per_stream_month or raise its minimum_stories"
                : sentence)
    }
}
