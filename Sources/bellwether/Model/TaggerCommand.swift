import ArgumentParser
import Classification
import Domain
import Training

struct TaggerCommand: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "tagger",
        abstract: "Add a tagger to weights, which finds persons, organizations, locations and other names.",
        discussion: """
            The tagger shares the lower layers of the weights' encoder, which stay as they are with all other heads, and \
            trains layers of its own above them. Files have a word per line, columns separated by blanks, the word first and \
            its tag (IOB1 or IOB2; PER, ORG, LOC, MISC) last; an empty line ends a sentence, -DOCSTART- begins a document. \
            OUTPUT is written after each epoch that is the best so far on the validation file. Prints the report on the \
            validation file as one JSON object. Run it last, after `quantize` and `exit`.
            """)

    @Argument(help: "The weights, int8.") var input: String
    @Argument(help: "The file to write.") var output: String
    @Option(help: "A labeled file to learn from.") var train: String
    @Option(help: "A labeled file that chooses the epoch.") var validation: String
    @Option(
        help:
            "An encoder as safetensors, with whose upper layers the tagger begins. (default: those of the weights)"
    )
    var encoder: String?
    @Option(help: "Layers of the encoder to share.") var sharedLayers = TaggerSettings().sharedLayers
    @Option(help: "Layers of the tagger's own.") var layers = TaggerSettings().layers
    @Option(help: "The number of epochs.") var epochs = TaggerSettings().epochs
    @Option(help: "Tokens per step.") var batch = TaggerSettings().batch
    @Option(help: "The peak learning rate of the last layer.") var rate = TaggerSettings().rate
    @Option(help: "The learning rate of a layer, as a multiple of that of the layer above it.")
    var layerDecay = TaggerSettings().layerDecay
    @Option(help: "The share of the activations to drop.") var dropout = TaggerSettings().dropout
    @Option(help: "The norm of adversarial perturbations of a text's states; 0 for none.")
    var adversarial = TaggerSettings().adversarial
    @Option(help: "The share of the sentences to write in lower case, in capitals or in title case.")
    var recased = TaggerSettings().recased
    @Option(help: "The share of the sentences to learn from without those around them.")
    var alone = TaggerSettings().alone
    @Option(help: "The random seed.") var seed = TaggerSettings().seed
    @Option(help: "The number of threads. (default: one per core)") var threads: Int?

    func validate() throws {
        guard sharedLayers > 0, layers > 0, epochs > 0, batch > 0, rate > 0, layerDecay > 0, layerDecay <= 1,
            adversarial >= 0, (threads ?? 1) > 0
        else {
            throw ValidationError(
                "layers, epochs, batch, rate and threads must be positive, layer-decay at most 1, adversarial not negative"
            )
        }
        guard (0..<1).contains(dropout), (0...1).contains(recased), (0...1).contains(alone) else {
            throw ValidationError("--dropout, --recased and --alone must be shares")
        }
    }

    private var settings: TaggerSettings {
        var settings = TaggerSettings()
        settings.sharedLayers = sharedLayers
        settings.layers = layers
        settings.epochs = epochs
        settings.batch = batch
        settings.rate = rate
        settings.layerDecay = layerDecay
        settings.dropout = dropout
        settings.adversarial = adversarial
        settings.recased = recased
        settings.alone = alone
        settings.seed = seed
        settings.threads = threads ?? availableCores()
        return settings
    }

    func run() async throws {
        try await Failure.reported {
            let file = try WeightsFile(path: input)
            let line = TaggerProgressLine(epochs: epochs)
            let report = try publishTagger(
                of: file, to: output, base: try encoder.map(Safetensors.init),
                training: try ColumnFile.labeled(train, types: taggedTypes),
                validation: try ColumnFile.labeled(validation, types: taggedTypes), settings: settings
            ) { line.show($0) }
            printLine(try jsonLine(TagLine(report, corpus: validation)))
            printError("wrote \(output)")
        }
    }
}

/// The line on standard error that shows how training goes.
private final class TaggerProgressLine {
    private let line = ProgressLine()
    private let epochs: Int
    private let started = ContinuousClock.now

    init(epochs: Int) { self.epochs = epochs }

    func show(_ progress: TaggerProgress) {
        switch progress {
        case .step(let step, let steps, let epoch, let loss, let tokens):
            let seconds = (ContinuousClock.now - started) / .seconds(1)
            let done = Double((epoch - 1) * steps + step)
            let left = Int(seconds / done * Double(epochs * steps) - seconds)
            line.show(
                "epoch \(epoch) of \(epochs), step \(step) of \(steps), loss \(Double(loss).places(4)), \(Int(Double(tokens) / seconds)) tokens/s, \(left) s left"
            )
        case .epoch(let epoch, let loss, let f1, let isBest):
            line.keep(
                "epoch \(epoch): loss \(Double(loss).places(4)), F1 of entities \(f1.places(4))\(isBest ? "; best so far" : "")"
            )
        }
    }
}
