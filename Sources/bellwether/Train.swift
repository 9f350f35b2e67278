import ArgumentParser
import Classification
import FoundationEssentials
import Synchronization
import Tokenization
import Training

struct Train: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        abstract: "Trains attention pooling and heads on labelled corpora over a frozen encoder.",
        discussion: """
            The same corpora, options and seed give the same file. The corpora are the TSV files of one folder: \
            phrasebank.tsv, tweets_sentiment.tsv, sentfin_entities.tsv, fiqa_targets.tsv, tweets_topic.tsv. \
            Takes about 2 GB of memory for 40,000 texts.
            """)

    @Option(help: "The folder of labelled corpora.") var data: String
    @Option(help: "The base encoder, all-MiniLM-L6-v2, as safetensors.") var encoder: String
    @Option(help: "The encoder's vocab.txt.") var vocabulary: String
    @Option(help: "The file of weights to write.") var output: String
    @Option(help: "Epochs at most.") var epochs = TrainingSettings().epochs
    @Option(help: "Texts a step.") var batch = TrainingSettings().batch
    @Option(help: "The first learning rate.") var rate = TrainingSettings().rate
    @Option(help: "The share of the pooled vector that is dropped.") var dropout = TrainingSettings().dropout
    @Option(help: "Epochs without gain before the end.") var patience = TrainingSettings().patience
    @Option(help: "The seed of all chance.") var seed = TrainingSettings().seed
    @Option(help: "Threads that encode; the default is one a core.") var threads: Int?

    func validate() throws {
        guard epochs > 0, batch > 0, rate > 0, (0..<1).contains(dropout), patience > 0, (threads ?? 1) > 0
        else {
            throw ValidationError(
                "epochs, batch, rate, patience and threads must be positive, dropout in [0, 1)")
        }
    }

    func run() async throws {
        try await Failure.reported {
            let corpus = try Corpus(folder: data)
            let words = String(decoding: try readInput(vocabulary), as: UTF8.self)
            let tokenizer = Tokenizer(vocabulary: try Vocabulary(text: words))
            let base = try Safetensors(path: encoder)
            let settings = settings()
            let trainer = Trainer(
                tokenizer: tokenizer, encoder: try Encoder(safetensors: base, shape: .miniLM),
                settings: settings)
            let line = TrainingLine(epochs: epochs)
            let trained = trainer.train(corpus) { line.show($0) }
            let tensors = base.encoderTensors(quantized: true) + trained
            try write(tensors, corpus: corpus, words: words, scores: [:])
            let scores = try measured(corpus, tokenizer: tokenizer)
            try write(tensors, corpus: corpus, words: words, scores: scores)
            printError("wrote \(output)")
        }
    }

    private func settings() -> TrainingSettings {
        var settings = TrainingSettings()
        settings.epochs = epochs
        settings.batch = batch
        settings.rate = rate
        settings.dropout = dropout
        settings.patience = patience
        settings.seed = seed
        settings.threads = threads ?? availableCores()
        return settings
    }

    /// Scores of the written file on the validation texts.
    private func measured(_ corpus: Corpus, tokenizer: Tokenizer) throws -> [String: Double] {
        let classifier = try Classifier(
            weights: WeightsFile(path: output), threads: threads ?? availableCores())
        var scores: [String: Double] = [:]
        for (name, evaluation) in evaluate(classifier, tokenizer: tokenizer, corpus: corpus) {
            scores["\(name).accuracy"] = (evaluation.accuracy * 10000).rounded() / 10000
            scores["\(name).macro_f1"] = (evaluation.macroF1 * 10000).rounded() / 10000
        }
        return scores
    }

    private func write(
        _ tensors: [NamedTensor], corpus: Corpus, words: String, scores: [String: Double]
    ) throws {
        let settings = settings()
        let header = WeightsHeader(
            name: "all-MiniLM-L6-v2, frozen, with attention pooling", encoder: .miniLM,
            poolingWidth: settings.poolingWidth, headWidth: settings.headWidth,
            labels: ["sentiment": ["negative", "neutral", "positive"], "topic": corpus.topics],
            training: [
                "corpora": corpus.validation.map(\.corpus).joined(separator: ", "),
                "licences":
                    "encoder Apache-2.0; Financial PhraseBank CC BY-NC-SA 3.0; SEntFiN and the tweets MIT; FiQA research",
                "seed": "\(seed)", "epochs": "\(epochs)", "batch": "\(batch)", "rate": "\(rate)",
                "dropout": "\(dropout)",
            ], scores: scores)
        let bytes = try WeightsFile.encode(header, tensors: tensors, vocabulary: words)
        do {
            try Data(bytes).write(to: URL(filePath: output), options: .atomic)
        } catch {
            throw Failure.io("cannot write \(output): \(error)")
        }
    }
}

/// The line on standard error that shows how training goes.
private final class TrainingLine: Sendable {
    private let epochs: Int
    private let started = Mutex<ContinuousClock.Instant?>(nil)

    init(epochs: Int) { self.epochs = epochs }

    func show(_ progress: TrainingProgress) {
        switch progress {
        case .encoded(let count, let total):
            overwrite("encoding \(count) of \(total) texts")
        case .batch(let batch, let batches, let epoch, let loss):
            let start = started.withLock { start in
                if start == nil { start = .now }
                return start ?? .now
            }
            let done = Double((epoch - 1) * batches + batch)
            let seconds = (ContinuousClock.now - start) / .seconds(1)
            let left = Int(seconds / done * (Double(epochs * batches) - done))
            if batch % 20 == 0 {
                overwrite(
                    "epoch \(epoch) of at most \(epochs), batch \(batch) of \(batches), loss \(rounded(loss)), at most \(left) s left"
                )
            }
        case .epoch(let epoch, let loss, let f1, let accuracy, let isBest):
            overwrite(
                "epoch \(epoch): loss \(rounded(loss)), validation sentiment macro-F1 \(rounded(Float(f1))), topic accuracy \(rounded(Float(accuracy)))\(isBest ? ", best so far" : "")\n"
            )
        }
    }

    private func overwrite(_ text: String) {
        printErrorPart("\r\u{1B}[K\(text)")
    }

    private func rounded(_ value: Float) -> String {
        "\((value * 1000).rounded() / 1000)"
    }
}
