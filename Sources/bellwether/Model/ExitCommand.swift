import ArgumentParser
import Classification
import Domain
import Tokenization
import Training

struct ExitCommand: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "exit",
        abstract: "Add an early exit to weights, so that easy texts skip the last layers.",
        discussion: """
            A pooling and heads on one of the first layers learn to reproduce the full model's answers on the texts of \
            --data and --texts. A text leaves there if they are confident about everything that is asked about it. The \
            confidence required is set on the validation texts, so that no corpus loses more than --loss in accuracy or \
            macro-F1. The weights are otherwise unchanged. Run it on the file that `quantize` wrote; scoring in fp32 or \
            with --exact does not use the exit.
            """)

    @Argument(help: "The weights, int8.") var input: String
    @Argument(help: "The file to write.") var output: String
    @OptionGroup var corpora: CorpusOptions
    @Option(help: "A file of additional texts to learn from, one per line.") var texts: String?
    @Option(help: "The number of layers that every text goes through.") var layers = 3
    @Option(help: "How much accuracy or macro-F1 a corpus may lose, as a fraction.") var loss = 0.002
    @Option(help: "Epochs.") var epochs = 3
    @Option(help: "The highest learning rate.") var rate: Float = 1e-3
    @Option(help: "Random seed.") var seed = TrainingSettings().seed
    @Option(help: "Threads; the default is one per core.") var threads: Int?

    func validate() throws {
        guard epochs > 0, rate > 0, layers > 0, loss >= 0, (threads ?? 1) > 0 else {
            throw ValidationError("layers, epochs, rate and threads must be positive, --loss not negative")
        }
    }

    private var settings: TrainingSettings {
        var settings = TrainingSettings()
        settings.epochs = epochs
        settings.rate = rate
        settings.headRate = 1
        settings.freezesEncoder = true
        settings.seed = seed
        settings.threads = threads ?? availableCores()
        return settings
    }

    func run() async throws {
        try await Failure.reported {
            let file = try WeightsFile(path: input)
            let corpus = try corpora.corpus()
            let more = try texts.map { try readLines($0).filter { !$0.isEmpty } } ?? []
            let trainer = Trainer(
                tokenizer: try Tokenizer(file), shape: file.header.encoder, settings: settings)
            let line = TrainingLine(epochs: epochs)
            let outcome = try trainer.publishExit(
                after: layers, of: file, to: output, corpus: corpus, texts: more, tolerance: loss
            ) { line.show($0) }
            printError(
                "\(outcome.leaving.percent) of the validation texts leave after layer \(layers); the largest loss of a corpus is \((outcome.loss * 10000).rounded() / 100) points; cosine of the pooled vectors \(outcome.cosine.places(3))"
            )
            printError("wrote \(output)")
        }
    }
}
