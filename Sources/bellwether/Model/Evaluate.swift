import ArgumentParser
import Classification
import Domain
import Tokenization
import Training

struct Evaluate: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        abstract: "Evaluate the classifier on the validation part of labeled corpora.",
        discussion: """
            Prints one JSON object per corpus and head: accuracy, macro and weighted F1, expected calibration error, log \
            loss, precision, recall, F1 and support of each class, and the confusion matrix (rows are the true labels, \
            columns the predictions); for the topics of tweets also accuracy and macro F1 if $cashtags, #hashtags and \
            @mentions lose their signs, or are removed. With --labels, also on the held-out tenth of those files, or with --all-labels on all. With --risk-labels, prints for adverse events and each type of them the precision and \
            recall at a probability of 0.4 with their 95 % intervals, the average precision, the best precision at a recall \
            of 0.85, log loss and calibration error on those labels. With --conll, prints precision, recall, F1 and support of each tag, \
            their micro, macro and weighted means, and the same of whole entities; --table prints them as a table. For \
            heads with probabilities, reliability has ten bins from 0 to 1, each with the mean probability, the share of correct \
            predictions and their number (Guo et al. 2017); --record writes these into the weights, for the dashboard. Labels \
            that the risk head was trained on say nothing about it unless --cross-validate is given.
            """)

    @Option(help: "The folder of labeled corpora.") var data: String?
    @Option(
        help:
            "A file of labels for sentiment, topic and entities, as for `train`; may be given several times.")
    var labels: [String] = []
    @Flag(help: "Report on all texts of --labels, for weights that have not learned from them.")
    var allLabels = false
    @Option(help: "A file of labels of adverse events, as for `risk`; may be given several times.")
    var riskLabels: [String] = []
    @Flag(
        help:
            "Score each text of --risk-labels with a head trained on the other stories, with the settings recorded in the weights."
    )
    var crossValidate = false
    @Option(help: "The texts of labels that have only keys: one per line, or a TSV file with a column text.")
    var texts: [String] = []
    @Option(help: "A labeled CoNLL column file, as for `tagger`; may be given several times.")
    var conll: [String] = []
    @Flag(help: "Print the report of --conll as a table.") var table = false
    @Flag(help: "Record the calibration measurements in the weights; nothing else in them changes.")
    var record = false
    @OptionGroup var scoring: ScoringOptions

    private struct Class: Encodable {
        let precision: Double
        let recall: Double
        let f1: Double
        let support: Int
    }

    private struct Scores: Encodable {
        let accuracy: Double
        let macro_f1: Double
    }

    private struct Line: Encodable {
        let corpus: String
        let task: String
        let texts: Int
        let accuracy: Double
        let macro_f1: Double
        let weighted_f1: Double
        let calibration_error: Double?
        let log_loss: Double?
        let reliability: [Reliability.Bin]
        let leaving_early: Double?
        let without_signs: Scores?
        let without_tags: Scores?
        let classes: [String: Class]
        let labels: [String]
        let confusion: [[Int]]
    }

    func validate() throws {
        if data == nil, labels.isEmpty, riskLabels.isEmpty, conll.isEmpty {
            throw ValidationError("--data, --labels, --risk-labels or --conll is needed")
        }
        if crossValidate, riskLabels.isEmpty { throw ValidationError("--cross-validate needs --risk-labels") }
        guard record else { return }
        if data == nil, labels.isEmpty, riskLabels.isEmpty {
            throw ValidationError("--record needs --data, --labels or --risk-labels")
        }
        if scoring.exact || scoring.precision != nil {
            throw ValidationError(
                "--record measures the weights as they are used; remove --exact and --precision")
        }
    }

    func run() async throws {
        try await Failure.reported {
            let file = try scoring.weightsFile()
            let classifier = try scoring.classifier(file)
            let tokenizer = try Tokenizer(file)
            var measured: [Reliability] = []
            if data != nil || !labels.isEmpty {
                let corpus = try Corpus(
                    folder: data, labels: try LabelTexts.read(labels, texts: texts),
                    holdsOutLabels: allLabels)
                measured += try evaluate(classifier, tokenizer, on: corpus)
            }
            if !riskLabels.isEmpty { measured += try evaluateRisks(file, classifier, tokenizer) }
            for path in conll { try evaluateTags(path, file, classifier, tokenizer) }
            if record { try file.record(measured) }
        }
    }

    private func evaluateTags(
        _ path: String, _ file: WeightsFile, _ classifier: Classifier, _ tokenizer: Tokenizer
    ) throws {
        guard file.header.tagger != nil else { throw WeightsError.noTagger(path: file.path) }
        let report = try tagReport(
            of: classifier, tokenizer: tokenizer, on: try ColumnFile.labeled(path, types: taggedTypes))
        if table {
            for line in TagTable(report).lines { printLine(line) }
        } else {
            printLine(try jsonLine(TagLine(report, corpus: path)))
        }
    }

    /// The scores on topics without tags, by corpus.
    private func scores(
        _ classifier: Classifier, _ tokenizer: Tokenizer, on corpus: Corpus, without tags: TagRemoval
    ) -> [String: Scores] {
        let found = evaluateTopics(classifier, tokenizer: tokenizer, corpus: corpus, without: tags)
        let pairs = found.map {
            ($0.corpus, Scores(accuracy: $0.evaluation.accuracy, macro_f1: $0.evaluation.macroF1))
        }
        return Dictionary(pairs, uniquingKeysWith: { first, _ in first })
    }

    private func evaluate(
        _ classifier: Classifier, _ tokenizer: Tokenizer, on corpus: Corpus
    ) throws -> [Reliability] {
        let withoutSigns = scores(classifier, tokenizer, on: corpus, without: .signs)
        let withoutTags = scores(classifier, tokenizer, on: corpus, without: .tags)
        let evaluated = Training.evaluate(classifier, tokenizer: tokenizer, corpus: corpus)
        for (name, head, evaluation) in evaluated {
            var classes: [String: Class] = [:]
            for (index, label) in evaluation.labels.enumerated() {
                classes[label] = Class(
                    precision: evaluation.precision(index), recall: evaluation.recall(index),
                    f1: evaluation.f1(index), support: evaluation.support(index))
            }
            printLine(
                try jsonLine(
                    Line(
                        corpus: name, task: head.rawValue, texts: evaluation.count,
                        accuracy: evaluation.accuracy,
                        macro_f1: evaluation.macroF1, weighted_f1: evaluation.weightedF1,
                        calibration_error: evaluation.calibrationError,
                        log_loss: evaluation.logLoss,
                        reliability: evaluation.reliability.bins,
                        leaving_early: classifier.exit.map { _ in evaluation.leavingEarly },
                        without_signs: head == .topic ? withoutSigns[name] : nil,
                        without_tags: head == .topic ? withoutTags[name] : nil,
                        classes: classes,
                        labels: evaluation.labels, confusion: evaluation.confusion)))
        }
        return reliability(of: evaluated)
    }
}
