public import Classification
import Domain
public import Tokenization

/// How well predictions meet labels.
public struct Evaluation: Sendable, Equatable {
    public let labels: [String]
    /// `confusion[actual][predicted]` counts texts.
    public let confusion: [[Int]]
    /// How far stated confidence and accuracy lie apart, in [0, 1]; nil where no confidence was stated.
    public var calibrationError: Double?

    public init(labels: [String], pairs: some Sequence<(actual: Int, predicted: Int)>) {
        self.labels = labels
        var confusion = [[Int]](repeating: [Int](repeating: 0, count: labels.count), count: labels.count)
        for (actual, predicted) in pairs { confusion[actual][predicted] += 1 }
        self.confusion = confusion
    }

    public var count: Int { confusion.joined().reduce(0, +) }

    public var accuracy: Double {
        count == 0 ? 0 : Double(labels.indices.reduce(0) { $0 + confusion[$1][$1] }) / Double(count)
    }

    /// Texts that have the label.
    public func support(_ label: Int) -> Int { confusion[label].reduce(0, +) }

    /// Of the texts predicted so, the share that are; 0 when none is.
    public func precision(_ label: Int) -> Double {
        ratio(confusion[label][label], confusion.reduce(0) { $0 + $1[label] })
    }

    /// Of the texts that are so, the share found; 0 when there is none.
    public func recall(_ label: Int) -> Double { ratio(confusion[label][label], support(label)) }

    public func f1(_ label: Int) -> Double {
        let (p, r) = (precision(label), recall(label))
        return p + r == 0 ? 0 : 2 * p * r / (p + r)
    }

    /// The mean of F1 over the labels that occur.
    public var macroF1: Double {
        let present = labels.indices.filter { support($0) > 0 }
        return present.isEmpty ? 0 : present.reduce(0) { $0 + f1($1) } / Double(present.count)
    }

    /// The mean of F1 weighted by support.
    public var weightedF1: Double {
        count == 0 ? 0 : labels.indices.reduce(0) { $0 + f1($1) * Double(support($1)) } / Double(count)
    }

    private func ratio(_ a: Int, _ b: Int) -> Double { b == 0 ? 0 : Double(a) / Double(b) }
}

/// Scores a classifier on a corpus's validation texts, one evaluation a corpus and task.
public func evaluate(
    _ classifier: Classifier, tokenizer: Tokenizer, corpus: Corpus
) -> [(corpus: String, task: Task, evaluation: Evaluation)] {
    corpus.validation.map { name, task, texts in
        let tokens = tokenizer.tokenize(texts.map(\.text))
        let entities = texts.enumerated().map { index, text in
            text.entities.map { tokenizer.words(of: $0, in: tokens, text: index) }
        }
        let assessments = classifier.assess(tokens, entities: entities)
        let found = zip(texts, assessments).flatMap { text, assessment in
            predictions(of: task, text, assessment, topics: corpus.topics)
        }
        let labels = task == .topic ? corpus.topics : Sentiment.allCases.map(\.rawValue)
        var evaluation = Evaluation(labels: labels, pairs: found.map { ($0.actual, $0.predicted) })
        evaluation.calibrationError = expectedCalibrationError(
            found.map { ($0.confidence, $0.actual == $0.predicted) })
        return (name, task, evaluation)
    }
}

private func predictions(
    of task: Task, _ text: LabelledText, _ assessment: Assessment, topics: [String]
) -> [(actual: Int, predicted: Int, confidence: Double)] {
    func prediction(_ actual: Int, _ scores: SentimentScores) -> (
        actual: Int, predicted: Int, confidence: Double
    ) {
        let confidence = max(scores.negative, scores.neutral, scores.positive)
        return (actual, Sentiment.allCases.firstIndex(of: scores.label) ?? 1, Double(confidence))
    }
    switch task {
    case .sentiment: return text.sentiment.map { [prediction($0, assessment.sentiment)] } ?? []
    case .topic:
        guard let actual = text.topic, let predicted = topics.firstIndex(of: assessment.topic) else {
            return []
        }
        return [(actual, predicted, Double(assessment.topics.map(\.probability).max() ?? 0))]
    case .entity:
        return zip(text.entities, assessment.towards).compactMap { entity, scores in
            entity.sentiment.map { prediction($0, scores) }
        }
    }
}
