public import Classification
import Domain
import FoundationEssentials
import Tokenization

// The risk head learns over an encoder that stays as it is. Its states were shaped by sentiment and topics,
// and tell adverse events better than those of the base encoder do (MODEL_CARD.md). What is reported and what
// calibrates the head are the answers to texts of stories that it has not learned from.

/// What training a risk head ended with.
public struct RiskOutcome: Sendable {
    /// On all labeled texts that were drawn from the news, none judged by a head that knows its story.
    public let report: RiskReport
    /// The same on those that were drawn at random; nil where the labels do not say which were.
    public let randomReport: RiskReport?
    /// The share of the texts that the judge at the exit settles; nil without an exit.
    public let settled: Double?
    /// How well it tells who suffers; nil where the labels do not say.
    public let sufferers: SuffererReport?
}

/// Trains a risk head over the weights of a file and writes them with it.
///
/// All other tensors are copied bit by bit, so that what the other heads say stays as it is.
/// - Parameters:
///   - file: Weights, int8.
///   - output: The file to write.
///   - examples: Labeled texts. Those with a stratum were drawn from the news: they alone are reported on and
///     calibrate; where none has one, all do.
///   - texts: Texts without labels, from which the judge at the exit learns what the whole head says.
/// - Throws: `PublishingError`, or a `WeightsError` about the file.
public func publishRisk(
    of file: WeightsFile, to output: String, examples: [RiskExample], texts: [String],
    settings: RiskSettings
) throws -> RiskOutcome {
    let encoder = try FrozenEncoder(file, settings)
    let trial = try RiskTrial(examples, over: encoder, settings)
    let head = trial.lesson.learned(
        width: settings.width, epochs: settings.epochs, dropout: settings.dropout, settings
    ).calibrated(by: trial.scales)
    let early = try file.header.exit.map { _ in
        try encoder.earlyJudge(of: head, examples.map(\.text) + texts, settings)
    }
    let sufferers = try encoder.suffererJudge(examples, folds: trial.folds, settings)
    var header = file.header
    header.risk = settings.spec(
        of: file.header, settled: early?.threshold ?? 0, sufferer: sufferers.map { $0.net.expand.bias.count })
    header.training["risk"] =
        "\(examples.count) labeled texts, \(texts.count) without labels; \(try jsonLine(settings))"
    header.record(trial.reliability)
    try write(
        header, file,
        [TensorName.risk: head, TensorName.exitRisk: early?.net, TensorName.sufferer: sufferers?.net],
        to: output)
    return RiskOutcome(
        report: trial.report, randomReport: trial.randomReport, settled: early?.share,
        sufferers: sufferers?.report)
}

extension RiskSettings {
    /// The settings with which the head of some weights was trained; nil where the header does not say.
    public static func recorded(in header: WeightsHeader) -> RiskSettings? {
        guard let record = header.training["risk"], let start = record.firstIndex(of: "{") else { return nil }
        return try? JSONDecoder().decode(RiskSettings.self, from: Data(record[start...].utf8))
    }

    /// The head that they make over weights with such a header.
    func spec(of header: WeightsHeader, settled: Float = 0, sufferer: Int? = nil) -> RiskSpec {
        RiskSpec(
            layers: layers, width: width,
            exit: header.exit.map { _ in
                RiskSpec.Exit(layers: exitLayers, width: exitWidth, settled: settled)
            }, sufferer: sufferer)
    }
}

/// Writes the file's own tensors, but for those of an earlier risk head, and those of the new one.
private func write(
    _ header: WeightsHeader, _ file: WeightsFile, _ heads: [String: RiskNet?], to output: String
) throws {
    let own = file.storedTensors().filter { !$0.name.hasPrefix(TensorName.risk) }
    let new = heads.sorted { $0.key < $1.key }.flatMap { prefix, net in
        net.map {
            $0.expand.tensors("\(prefix)expand").map(\.quantizedMatrix) + $0.output.tensors("\(prefix)output")
        }
            ?? []
    }
    let draft = WeightsDraft(header, tensors: own + new, vocabulary: file.vocabulary, path: output)
    // Reading it back shows that the head can be used.
    _ = try Classifier(weights: try draft.write(), threads: 1)
}

extension NamedTensor {
    /// A matrix to be stored as int8.
    var quantizedMatrix: NamedTensor {
        NamedTensor(name: name, shape: shape, values: values, quantized: shape.count == 2)
    }
}

extension RiskLesson {
    /// The logits of each row by a head that has learned the other folds.
    ///
    /// - Parameter width: Hidden units, which the members share.
    func crossValidated(folds: [Int], width: Int, _ settings: RiskSettings) -> Matrix {
        let compute = Compute(threads: settings.threads, prefersBfloat16: false)
        var logits = targets
        for fold in Set(folds).sorted() {
            let own = folds.indices.filter { folds[$0] == fold }
            let head = selecting(folds.indices.filter { folds[$0] != fold }).learned(
                width: width, epochs: settings.epochs, dropout: settings.dropout, settings)
            let found = head.logits(inputs.selecting(own), compute)
            for (row, place) in own.enumerated() {
                let start = place * logits.columns
                logits.values.replaceSubrange(start..<start + logits.columns, with: found.row(row))
            }
        }
        return logits
    }
}
