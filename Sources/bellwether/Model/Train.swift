import ArgumentParser
import Classification
import Domain
import FoundationEssentials
import Tokenization
import Training

struct Train: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        abstract: "Train the classifier on labeled corpora: encoder, attention pooling and heads.",
        discussion: """
            The same corpora, options and seed give the same file on CPUs with the same instruction set, whatever the \
            number of threads. The corpora are TSV files in one folder: phrasebank.tsv, tweets_sentiment.tsv, \
            sentfin_entities.tsv, fiqa_targets.tsv, tweets_topic.tsv. --labels adds files of your own, with a column text \
            (or key, the fingerprint of a text that --texts has) and any of sentiment, topic, and entity with \
            entity_sentiment; MODEL_CARD.md describes them. After every epoch the run writes \
            OUTPUT.checkpoint, from which the same command resumes if it is stopped, and at the end OUTPUT.csv and \
            OUTPUT.svg with the scores by epoch. The weights are fp32; `quantize` makes them int8. Training takes \
            about 2 GB of memory.
            """)

    @Option(help: "The folder of labeled corpora; may be left out with --labels.") var data: String?
    @OptionGroup var choice: CorpusChoice
    @Option(help: "A file of labels for sentiment, topic and entities; may be given several times.")
    var labels: [String] = []
    @Option(help: "The texts of labels that have only keys: one per line, or a TSV file with a column text.")
    var texts: [String] = []
    @Option(
        help:
            "A TSV file with a teacher's probabilities: columns text, negative, neutral and positive, entity if they are about one, and one column per topic if the teacher knows topics."
    )
    var softLabels: String?
    @Option(help: "The base encoder, all-MiniLM-L6-v2, as safetensors.") var encoder: String
    @Option(help: "The encoder's vocab.txt.") var vocabulary: String
    @Option(help: "The file of weights to write.") var output: String
    @OptionGroup var options: TrainingOptions

    func validate() throws {
        if data == nil, labels.isEmpty { throw ValidationError("--data or --labels is needed") }
    }

    func run() async throws {
        try await Failure.reported {
            let corpus = try choice.corpus(
                in: data, softLabels: softLabels, labels: try LabelTexts.read(labels, texts: texts))
            let words = String(decoding: try readInput(vocabulary), as: UTF8.self)
            let tokenizer = Tokenizer(vocabulary: try Vocabulary(text: words))
            let settings = options.settings
            let trainer = Trainer(tokenizer: tokenizer, shape: .miniLM, settings: settings)
            let line = TrainingLine(epochs: settings.epochs)
            let trained = try trainer.train(
                corpus, base: try Safetensors(path: encoder), checkpoint: "\(output).checkpoint"
            ) { line.show($0) }
            let curves = TrainingCurves(trained.curve)
            try write(curves.csv.utf8, to: "\(output).csv")
            try write(curves.svg.utf8, to: "\(output).svg")
            var draft = WeightsDraft(
                try header(trained, corpus), tensors: trained.tensors(), vocabulary: words, path: output)
            try draft.publish(measuredOn: corpus, threads: availableCores())
            try? FileManager.default.removeItem(atPath: "\(output).checkpoint")
            printError("wrote \(output), \(output).csv and \(output).svg")
        }
    }

    /// The licenses of the corpora that were learned from; those of files of labels are their owner's.
    private func licenses(of corpus: Corpus) -> [String] {
        CorpusFormat.known.filter { corpus.names.contains($0.name) }.map { "\($0.name) \($0.license)" }
    }

    private func header(_ trained: TrainedModel, _ corpus: Corpus) throws -> WeightsHeader {
        let settings = options.settings
        let temperatures = trained.temperatures.map { "\($0.key) \($0.value)" }.sorted()
        return WeightsHeader(
            name: "all-MiniLM-L6-v2 fine-tuned, with attention pooling", encoder: .miniLM,
            poolingWidth: settings.poolingWidth, headWidth: settings.headWidth,
            heads: corpus.heads,
            training: [
                "corpora": corpus.names.joined(separator: ", "),
                "licences": (["encoder Apache-2.0"] + licenses(of: corpus)).joined(separator: "; "),
                "settings": try jsonLine(settings), "temperatures": temperatures.joined(separator: ", "),
            ])
    }
}
