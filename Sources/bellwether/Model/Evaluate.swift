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
            columns the predictions). With --risk-labels, prints for adverse events and each type of them the precision and \
            recall at a probability of 0.5 with their 95 % intervals, the average precision, the best precision at a recall \
            of 0.85, log loss and calibration error on those labels.
            """)

    @Option(help: "The folder of labeled corpora.") var data: String?
    @Option(help: "A file of labels of adverse events, as for `risk`; may be given several times.")
    var riskLabels: [String] = []
    @Option(help: "The texts of labels that have only keys: one per line, or a TSV file with a column text.")
    var texts: [String] = []
    @OptionGroup var scoring: ScoringOptions

    private struct Class: Encodable {
        let precision: Double
        let recall: Double
        let f1: Double
        let support: Int
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
        let leaving_early: Double?
        let classes: [String: Class]
        let labels: [String]
        let confusion: [[Int]]
    }

    func validate() throws {
        if data == nil, riskLabels.isEmpty { throw ValidationError("--data or --risk-labels is needed") }
    }

    func run() async throws {
        try await Failure.reported {
            let file = try scoring.weightsFile()
            let classifier = try scoring.classifier(file)
            let tokenizer = try Tokenizer(file)
            if let data { try evaluate(classifier, tokenizer, on: try Corpus(folder: data)) }
            if !riskLabels.isEmpty { try evaluateRisks(file, classifier, tokenizer) }
        }
    }

    private func evaluateRisks(
        _ file: WeightsFile, _ classifier: Classifier, _ tokenizer: Tokenizer
    ) throws {
        guard file.header.risk != nil else { throw WeightsError.noRiskHead(path: file.path) }
        let examples = try RiskTexts.examples(riskLabels, texts: try texts.flatMap(RiskTexts.read))
        let scores = classifier.assess(tokenizer.tokenize(examples.map(\.text))).compactMap(\.risk)
        try RiskLine.printAll(RiskReport(examples, scores))
    }

    private func evaluate(_ classifier: Classifier, _ tokenizer: Tokenizer, on corpus: Corpus) throws {
        for (name, head, evaluation) in Training.evaluate(
            classifier, tokenizer: tokenizer, corpus: corpus)
        {
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
                        leaving_early: classifier.exit.map { _ in evaluation.leavingEarly },
                        classes: classes,
                        labels: evaluation.labels, confusion: evaluation.confusion)))
        }
    }
}
