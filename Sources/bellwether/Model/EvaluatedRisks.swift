import Classification
import Domain
import Tokenization
import Training

extension Evaluate {
    /// Prints how well the risk head meets labels; returns how reliable its probabilities are.
    func evaluateRisks(
        _ file: WeightsFile, _ classifier: Classifier, _ tokenizer: Tokenizer
    ) throws -> [Reliability] {
        guard file.header.risk != nil else { throw WeightsError.noRiskHead(path: file.path) }
        let examples = try RiskTexts.examples(riskLabels, texts: try texts.flatMap(RiskTexts.read))
        if crossValidate { return try crossValidateRisks(file, examples) }
        let scores = classifier.assess(tokenizer.tokenize(examples.map(\.text))).compactMap(\.risk)
        let report = RiskReport(examples, scores)
        try RiskLine.printAll(report)
        return report.reliability(on: Set(examples.map(\.source)).sorted().joined(separator: ", "))
    }

    private func crossValidateRisks(
        _ file: WeightsFile, _ examples: [RiskExample]
    ) throws -> [Reliability] {
        guard var settings = RiskSettings.recorded(in: file.header) else {
            throw Failure.badData("\(file.path) does not say how its risk head was trained")
        }
        settings.threads = scoring.threadCount
        let found = try crossValidatedRisk(of: file, examples: examples, settings: settings)
        try RiskLine.printAll(found.report, sample: "all")
        if let random = found.randomReport { try RiskLine.printAll(random, sample: "random") }
        return found.reliability
    }
}
