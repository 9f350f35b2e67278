public import Classification
import Domain
import FoundationEssentials
import Tokenization

/// Why weights cannot be published.
public enum PublishingError: Error, Equatable, CustomStringConvertible {
    case unwritable(path: String, reason: String)
    case tooFewLayers(path: String, layers: Int)
    case otherHeads(path: String, head: String)
    case oneStory

    /// What is wrong with which file, and what to do.
    public var description: String {
        switch self {
        case .unwritable(let path, let reason): "cannot write \(path): \(reason)"
        case .tooFewLayers(let path, let layers): "\(path) has \(layers) layers; --layers must be less"
        case .oneStory:
            "the labels are of headlines that tell one story; label others, so that some can be judged that were not learned from"
        case .otherHeads(let path, let head):
            "\(path) was not trained on these corpora: its head \(head) has other labels"
        }
    }
}

/// A file of weights that is being made: written, measured as it is going to be used, and written again with
/// what was measured.
public struct WeightsDraft: Sendable {
    /// What the file is to say of itself.
    public var header: WeightsHeader
    /// The file's tensors.
    public var tensors: [NamedTensor]
    private let vocabulary: String
    /// Where it is to be written.
    public let path: String

    /// A draft of the file at `path`, which is not touched before `write`.
    public init(_ header: WeightsHeader, tensors: [NamedTensor], vocabulary: String, path: String) {
        self.header = header
        self.tensors = tensors
        self.vocabulary = vocabulary
        self.path = path
    }

    /// Writes the file, whole or not at all.
    ///
    /// - Throws: `PublishingError.unwritable`.
    /// - Returns: The file as it was written, opened.
    @discardableResult
    public func write() throws -> WeightsFile {
        let bytes = try WeightsFile.encode(header, tensors: tensors, vocabulary: vocabulary)
        do {
            try Data(bytes).write(to: URL(filePath: path), options: .atomic)
        } catch {
            throw PublishingError.unwritable(path: path, reason: "\(error)")
        }
        return try WeightsFile(path: path)
    }

    /// A classifier of the file in its current state, which is written first.
    func classifier(threads: Int) throws -> Classifier { try Classifier(weights: write(), threads: threads) }

    /// Writes the file, scores it on the validation texts, and writes it again with the scores and with how
    /// sure its answers were against how often they were right.
    ///
    /// - Throws: `PublishingError`, or a `WeightsError` about the draft's tensors.
    public mutating func publish(measuredOn corpus: Corpus, threads: Int) throws {
        let file = try write()
        let evaluated = evaluate(
            try Classifier(weights: file, threads: threads), tokenizer: try Tokenizer(file), corpus: corpus)
        header.scores = scores(of: evaluated)
        header.record(reliability(of: evaluated))
        try write()
    }

    /// Fits the temperatures that the file's own answers need, by their entropy.
    ///
    /// - Throws: As `publish` does.
    public mutating func calibrate(on corpus: Corpus, threads: Int) throws {
        let file = try write()
        let temperatures = adaptiveTemperatures(
            of: try Classifier(weights: file, threads: threads), tokenizer: try Tokenizer(file),
            corpus: corpus)
        for index in header.heads.indices {
            header.heads[index].temperature = temperatures[header.heads[index].name]
        }
    }
}

/// What a file of weights scores on the validation texts, as its header lists it:
/// `phrasebank.sentiment.accuracy` and so on, to four places.
///
/// - Throws: `WeightsError` or `VocabularyError` about the file.
public func validationScores(
    of file: WeightsFile, on corpus: Corpus, threads: Int
) throws -> [String: Double] {
    let classifier = try Classifier(weights: file, threads: threads)
    return scores(of: evaluate(classifier, tokenizer: try Tokenizer(file), corpus: corpus))
}

private func scores(
    of evaluated: [(corpus: String, head: HeadName, evaluation: Evaluation)]
) -> [String: Double] {
    var scores: [String: Double] = [:]
    for (name, head, evaluation) in evaluated {
        scores["\(name).\(head).accuracy"] = (evaluation.accuracy * 10000).rounded() / 10000
        scores["\(name).\(head).macro_f1"] = (evaluation.macroF1 * 10000).rounded() / 10000
    }
    return scores
}
