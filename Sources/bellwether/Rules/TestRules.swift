import ArgumentParser
import Catalogues
import Classification
import Detection
import Domain
import Mentions
import Monitoring
import Replay

struct TestRules: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "test",
        abstract: "Test rules with dated headlines and the alerts expected of them.",
        discussion: """
            Reads YAML: `configuration` (a path) or `rules`, and `tests`, each with `name`, `headlines` ({at, source, text}), \
            `alerts` that must fire ({stream, severity, rule, by}), `quiet` (how long nothing happened before; default 30d) \
            and `others` (true to allow further alerts). Prints {"test","passed","problems"} for each test and exits with 1 \
            if one fails.
            """)

    @Argument(help: "A YAML file of tests.") var file: String
    @Option(help: "A catalogue of entities, for tests that name no configuration.") var catalogue: String?
    @Option(help: "The model weights.") var weights: String?

    private struct Line: Encodable {
        let test: String
        let passed: Bool
        let problems: [String]
    }

    func run() async throws {
        try await Failure.reported {
            let tests = try RuleTestFile.read(file)
            let weights = try Installation.weights(weights)
            let (settings, entities) = try settings(tests, weights)
            try refuseUnknownStreams(
                tests.tests, KnownStreams(entities: entities, topics: weights.header.topics))
            let replay = Replay(
                assessor: try TitleAssessor(
                    weights: weights, classifier: try Classifier(weights: weights, threads: availableCores()),
                    finder: Gazetteer(entities)))
            var failed = 0
            for test in tests.tests {
                let problems = try await test.problems(in: replay, under: settings)
                failed += problems.isEmpty ? 0 : 1
                printLine(
                    try jsonLine(Line(test: test.name, passed: problems.isEmpty, problems: problems)))
            }
            printError("\(counted(tests.tests.count, "test")), \(failed) failed")
            if failed > 0 { throw ExitCode(1) }
        }
    }

    /// A test that expects an alert about a stream that cannot be would fail for ever.
    private func refuseUnknownStreams(_ tests: [RuleTest], _ known: KnownStreams) throws {
        for test in tests {
            for stream in test.expected.map(\.stream) {
                guard let pattern = StreamPattern(stream.name), let absence = known.absence(in: pattern)
                else { continue }
                throw Failure.configuration("\(file): the test \"\(test.name)\": \(absence)")
            }
        }
    }

    private func settings(
        _ tests: RuleTestFile, _ weights: WeightsFile
    ) throws -> (DetectionSettings, [Entity]) {
        if let path = tests.configuration {
            let configuration = try Configuration.read(path)
            let catalogue = try configuration.catalogue(for: weights)
            return (DetectionSettings(configuration, catalogue), catalogue.entities)
        }
        let entities = try Installation.entities(catalogue)
        let topics = weights.header.topics
        let sinks = Set(tests.rules.flatMap { $0.rule.sinks ?? [] })
        try RuleCheck(entities: entities, topics: topics, sinks: Array(sinks), newsFeeds: nil)
            .validate(tests.rules)
        var settings = DetectionSettings()
        settings.rules = tests.rules.map(\.rule)
        return (settings, entities)
    }
}
