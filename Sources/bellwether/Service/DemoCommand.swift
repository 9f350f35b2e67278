import ArgumentParser
import Catalogues
import Classification
import Demo
import Domain
import FoundationEssentials
import History
import Mentions
import Monitoring
import Replay

struct DemoCommand: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "demo",
        abstract: "Run the whole daemon at speed on invented news, or on your own headlines.",
        discussion: """
            Without FILE, runs on invented news. With FILE, reads tab-separated lines of date, source and text as `replay` \
            does, serves each source as a feed over loopback, runs the daemon on a simulated clock, prints what fires, and \
            sends it to the sinks of --config, whose rules, thresholds and entities apply; its database and its alert log are \
            not touched. Takes a minute or less, unless FILE is long.
            """)

    @Argument(help: "A TSV file of your own headlines, or - for standard input.") var file: String?
    @Option(help: "A configuration whose sinks, rules and catalogues apply to FILE.") var config: String?
    @Option(help: "The folder for the database and the alert log.") var directory: String?
    @Option(help: "The model weights.") var weights: String?
    @Option(help: "The port of 127.0.0.1 for the pages; 0 for a free one.") var port = 0
    @Flag(help: "Keep serving the pages after the demo, until Ctrl-C.") var stay = false

    func validate() throws {
        if !(0...65535).contains(port) { throw ValidationError("--port must be between 0 and 65535") }
        if config != nil, file == nil {
            throw ValidationError("--config applies only to a FILE of headlines")
        }
    }

    func run() async throws {
        try await Failure.reported {
            let weights = try Installation.weights(weights)
            let news = try file.map { .own(try own($0, weights)) } ?? Self.invented()
            let output = directory ?? FileManager.default.temporaryDirectory.path() + "bellwether-demo"
            let demo = DemoRun(
                news, output: output, ownsOutput: directory == nil,
                assessor: { entities in
                    try TitleAssessor(
                        weights: weights,
                        classifier: try Classifier(weights: weights, threads: availableCores()),
                        finder: Gazetteer(entities))
                }, measures: weights.header.measures, logger: ProgramLog.warnings)
            let display = DemoDisplay(news)
            var result: DemoRun.Outcome?
            try await demo.run(
                pagesAt: port, stays: stay, isListening: { display.begin(pagesAt: $0, stay: stay) },
                watch: { display.show($0) },
                finish: { outcome in
                    display.finish(outcome)
                    result = outcome
                })
            guard let outcome = result else { return }
            switch news {
            case .invented:
                guard outcome.firing.count == 2 else {
                    let alerts = counted(outcome.firing.count, "alert")
                    throw Failure.general("the demo plants two bursts, but \(alerts) fired")
                }
            case .own: try Self.explain(outcome)
            }
        }
    }

    private static func invented() throws -> DemoRun.News {
        let (folder, searched) = Installation.find("feeds/demo")
        guard let folder else {
            throw Failure.inputMissing(
                "cannot find the demo's feeds in \(searched.prefix(2).joined(separator: " or "))")
        }
        return .invented(folder: folder)
    }

    private func own(_ file: String, _ weights: WeightsFile) throws -> OwnHeadlines {
        let headlines: [DatedHeadline]
        do {
            headlines = try HeadlineFile(lines: try readLines(file)).headlines
        } catch let flaw as HeadlineFile.Flaw {
            throw Failure.badData("\(file):\(flaw)")
        }
        guard !headlines.isEmpty else { throw Failure.badData("\(file): there are no headlines") }
        guard let config else {
            return OwnHeadlines(
                headlines, entities: try Installation.entities(nil),
                configuration: Configuration(database: "", alertLog: "", catalogues: []))
        }
        let configuration = try Configuration.read(config)
        if let secret = configuration.sinks.flatMap(\.missingSecrets).first {
            throw Failure.missing(secret: secret)
        }
        return OwnHeadlines(
            headlines, entities: try configuration.catalogue(for: weights).entities,
            configuration: configuration)
    }

    /// Says why nothing fired or arrived.
    private static func explain(_ outcome: DemoRun.Outcome) throws {
        if outcome.firing.isEmpty {
            printError(
                "Nothing fired. An alert needs several distinct negative stories about one company, topic or the market, from as many sources as `minimum_sources` says; `bellwether score` shows how each headline is read."
            )
        }
        let failed = outcome.backlogs.filter { $0.attempts > 0 }
        for backlog in failed {
            printError(
                "The sink \(backlog.sink) did not take \(counted(backlog.waiting + backlog.dead, "notice")): \(backlog.lastError ?? "no answer")"
            )
        }
        if !failed.isEmpty { throw Failure.io("not every sink took its alerts") }
    }
}
