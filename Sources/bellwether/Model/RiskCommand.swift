import ArgumentParser
import Classification
import Domain
import Training

struct RiskCommand: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "risk",
        abstract: "Add a risk head to weights, which judges adverse events and their types.",
        discussion: """
            The head learns over the encoder of the weights, which stays as it is, with all other heads. Labels are TSV \
            files with the columns adverse (0 or 1) and types (separated by commas), and either text or key, the \
            fingerprint of a text that --texts has; see Training/Data/adverse-guide.md. Who suffers the event is in the column \
            entity, or by its place in the text, in bytes of UTF-8, in entity_start, entity_end and also; who is named and does not suffer \
            it is in others. Labels with a stratum were drawn from \
            the news: they calibrate the head, and the report is on them. Prints one JSON object for each output, \
            from a cross-validation in which no headline is judged by a head that has learned from one of the same story. Run it \
            last, after `quantize` and `exit`.
            """)

    @Argument(help: "The weights, int8.") var input: String
    @Argument(help: "The file to write.") var output: String
    @Option(help: "A file of labels; may be given several times.") var labels: [String]
    @Option(
        help: "A file of texts, one per line, or a TSV file with a column text; may be given several times.")
    var texts: [String] = []
    @Option(help: "The layers whose mean states the head judges.") var layers = RiskSettings().layers
    @Option(help: "The layers that the head at the early exit judges.")
    var exitLayers = RiskSettings().exitLayers
    @Option(help: "Hidden units of the head.") var width = RiskSettings().width
    @Option(help: "Hidden units of the head at the early exit.") var exitWidth = RiskSettings().exitWidth
    @Option(help: "Passes over the labels.") var epochs = RiskSettings().epochs
    @Option(help: "The highest learning rate.") var rate = RiskSettings().rate
    @Option(help: "The share of the inputs and hidden units to drop.") var dropout = RiskSettings().dropout
    @Option(help: "Weight decay.") var weightDecay = RiskSettings().weightDecay
    @Option(help: "Heads to average; both widths must be multiples of it.")
    var members = RiskSettings().members
    @Option(help: "Folds of the cross-validation.") var folds = RiskSettings().folds
    @Option(help: "The share of the adverse texts that the head at the exit may miss.")
    var missed = RiskSettings().missed
    @Option(help: "Random seed.") var seed = RiskSettings().seed
    @Option(help: "Threads; the default is one per core.") var threads: Int?

    func validate() throws {
        guard !layers.isEmpty, width > 0, exitWidth > 0, epochs > 0, rate > 0, folds > 1, (threads ?? 1) > 0,
            weightDecay >= 0, (0..<1).contains(dropout), (0..<1).contains(missed)
        else {
            throw ValidationError(
                "layers, widths, epochs, rate and threads must be positive, --folds at least 2, --dropout and --missed shares"
            )
        }
        guard members > 0, width.isMultiple(of: members), exitWidth.isMultiple(of: members) else {
            throw ValidationError("--width and --exit-width must be multiples of --members")
        }
    }

    private var settings: RiskSettings {
        var settings = RiskSettings()
        settings.layers = layers
        settings.exitLayers = exitLayers
        settings.width = width
        settings.exitWidth = exitWidth
        settings.epochs = epochs
        settings.rate = rate
        settings.dropout = dropout
        settings.weightDecay = weightDecay
        settings.members = members
        settings.folds = folds
        settings.missed = missed
        settings.seed = seed
        settings.threads = threads ?? availableCores()
        return settings
    }

    func run() async throws {
        try await Failure.reported {
            let file = try WeightsFile(path: input)
            let texts = try texts.flatMap(RiskTexts.read)
            let examples = try RiskTexts.examples(labels, texts: texts)
            let outcome = try publishRisk(
                of: file, to: output, examples: examples, texts: texts, settings: settings)
            try RiskLine.printAll(outcome.report, sample: "all")
            if let random = outcome.randomReport { try RiskLine.printAll(random, sample: "random") }
            if let sufferers = outcome.sufferers {
                printError(
                    """
                    who suffers: finds \(sufferers.found.percent) of \(sufferers.sufferers) entities, and takes \
                    \(sufferers.mistaken.percent) of \(sufferers.bystanders) bystanders for one; area under the curve \
                    \(sufferers.area.places(3))
                    """)
            }
            if let settled = outcome.settled {
                printError("\(settled.percent) of the texts are settled at the exit")
            }
            printError("wrote \(output)")
        }
    }
}
