import ArgumentParser
import Training

/// The settings of `train` on the command line.
struct TrainingOptions: ParsableArguments {
    @Option(help: "The number of epochs.") var epochs = TrainingSettings().epochs
    @Option(help: "Texts per step.") var batch = TrainingSettings().batch
    @Option(help: "The peak learning rate of the encoder's last layer.") var rate = TrainingSettings().rate
    @Option(help: "The learning rate of pooling and heads, as a multiple of --rate.")
    var headRate = TrainingSettings().headRate
    @Option(help: "The learning rate of a layer, as a multiple of that of the layer above it.")
    var layerDecay = TrainingSettings().layerDecay
    @Option(help: "The share of the steps over which the rate rises.") var warmUp = TrainingSettings().warmUp
    @Option(help: "Weight decay.") var weightDecay = TrainingSettings().weightDecay
    @Option(help: "The maximum norm of a step's gradients.") var clip = TrainingSettings().clip
    @Option(help: "The share of the activations to drop.") var dropout = TrainingSettings().dropout
    @Option(help: "The probability that label smoothing spreads over all labels.")
    var smoothing = TrainingSettings().smoothing
    @Option(help: "The norm of adversarial perturbations of a text's word embeddings; 0 for none.")
    var adversarial = TrainingSettings().adversarial
    @Option(
        help: "The share of the texts to vary by rule: names, tickers, numbers, synonyms, antonyms.")
    var variants = TrainingSettings().variants
    @Option(
        help:
            "The share of the texts with $cashtags, #hashtags or @mentions to train without them: without the signs, without the tags, or with companies' names from DATA/tickers.tsv; 0 for none."
    )
    var tagDropout = TrainingSettings().tagDropout
    @Option(help: "The weight of the loss that makes the attention favor words that carry sentiment.")
    var lexical = TrainingSettings().lexical
    @Option(help: "Average the weights over about 1 / (1 - average) steps; 0 for no averaging.")
    var average = TrainingSettings().average
    @Option(help: "CORPUS=N: use the texts of a corpus N times per epoch.") var repeats: [String] = []
    @Option(help: "How many times as often to use texts whose entities have different labels.")
    var contrasts = TrainingSettings().contrasts
    @Flag(help: "Freeze the encoder; train only pooling and heads.") var freezeEncoder = false
    @Flag(help: "Train the word embeddings, too.") var trainWords = false
    @Flag(help: "Multiply in fp32 even if the CPU supports bfloat16.") var fp32 = false
    @Option(help: "The random seed.") var seed = TrainingSettings().seed
    @Option(help: "The number of threads. (default: one per core)") var threads: Int?

    func validate() throws {
        guard epochs > 0, contrasts > 0, batch > 0, rate > 0, headRate > 0, clip > 0, (threads ?? 1) > 0,
            weightDecay >= 0,
            adversarial >= 0, lexical >= 0
        else {
            throw ValidationError(
                "epochs, contrasts, batch, rate, head-rate, clip and threads must be positive; the others must not be negative"
            )
        }
        guard (0..<1).contains(dropout), (0..<1).contains(smoothing), (0...1).contains(variants),
            (0...1).contains(tagDropout),
            (0..<1).contains(average),
            (0..<1).contains(warmUp), layerDecay > 0, layerDecay <= 1
        else {
            throw ValidationError(
                "shares must be between 0 and 1; only variants, tag-dropout and layer-decay may be 1")
        }
        _ = try repeatCounts()
    }

    private func repeatCounts() throws -> [String: Int] {
        var counts: [String: Int] = [:]
        for entry in repeats {
            let sides = entry.split(separator: "=").map(String.init)
            guard sides.count == 2, Corpus.names.contains(sides[0]), let count = Int(sides[1]), count > 0
            else {
                throw ValidationError("--repeats must be CORPUS=N, not \(entry)")
            }
            counts[sides[0]] = count
        }
        return counts
    }

    var settings: TrainingSettings {
        var settings = TrainingSettings()
        settings.epochs = epochs
        settings.batch = batch
        settings.rate = rate
        settings.headRate = headRate
        settings.layerDecay = layerDecay
        settings.warmUp = warmUp
        settings.weightDecay = weightDecay
        settings.clip = clip
        settings.dropout = dropout
        settings.smoothing = smoothing
        settings.adversarial = adversarial
        settings.variants = variants
        settings.tagDropout = tagDropout
        settings.lexical = lexical
        settings.average = average
        // `validate` has seen them.
        settings.repeats = (try? repeatCounts()) ?? [:]
        settings.contrasts = contrasts
        settings.freezesEncoder = freezeEncoder
        settings.trainsWords = trainWords
        settings.bfloat16 = !fp32
        settings.seed = seed
        settings.threads = threads ?? availableCores()
        return settings
    }
}
