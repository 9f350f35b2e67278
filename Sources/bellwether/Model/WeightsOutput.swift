import Classification
import FoundationEssentials
import Tokenization
import Training

/// Writes a file of weights, whole or not at all.
func writeWeights(
    _ header: WeightsHeader, tensors: [NamedTensor], vocabulary: String, to path: String
) throws {
    let bytes = try WeightsFile.encode(header, tensors: tensors, vocabulary: vocabulary)
    try write(bytes, to: path)
}

/// Writes a file, whole or not at all.
func write(_ bytes: some Sequence<UInt8>, to path: String) throws {
    do {
        try Data(bytes).write(to: URL(filePath: path), options: .atomic)
    } catch {
        throw Failure.io("cannot write \(path): \(error)")
    }
}

/// What a file of weights scores on the validation texts, as its header tells it.
struct ValidationScores {
    /// `phrasebank.sentiment.accuracy` and so on, to four places.
    let byName: [String: Double]

    init(of file: WeightsFile, _ corpus: Corpus) throws {
        let classifier = try Classifier(weights: file, threads: availableCores())
        var scores: [String: Double] = [:]
        for (name, task, evaluation) in evaluate(classifier, tokenizer: try Tokenizer(file), corpus: corpus) {
            scores["\(name).\(task.rawValue).accuracy"] = (evaluation.accuracy * 10000).rounded() / 10000
            scores["\(name).\(task.rawValue).macro_f1"] = (evaluation.macroF1 * 10000).rounded() / 10000
        }
        byName = scores
    }
}
