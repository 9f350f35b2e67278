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
    /// The mean of −ln of the probability stated for what is so; nil where none was stated.
    public var logLoss: Double?
    /// The share of the texts that left before the last layer.
    public var leavingEarly = 0.0

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
        let found = answers(
            to: task, texts, tokenizer, topics: corpus.topics, assessedBy: classifier.assess
        ).filter { $0.predicted != nil }
        var evaluation = Evaluation(found, labels: task.labels(topics: corpus.topics))
        evaluation.calibrationError = expectedCalibrationError(
            found.map { (Double($0.row.max() ?? 0), $0.predicted == $0.actual) })
        evaluation.logLoss = logLoss(found.map(\.probability))
        evaluation.leavingEarly =
            Double(found.count { $0.leftEarly }) / Double(max(found.count, 1))
        return (name, task, evaluation)
    }
}

/// What a head says where a text has a label.
struct HeadAnswer {
    /// Probabilities in the order of the head's labels.
    let row: [Float]
    let actual: Int
    /// What was stated for `actual`.
    let probability: Float
    /// Nil for a topic that the corpus does not know.
    let predicted: Int?
    /// Whether the text left before the last layer.
    let leftEarly: Bool
}

extension Evaluation {
    /// Counts the answers that name a label.
    init(_ answers: [HeadAnswer], labels: [String]) {
        self.init(
            labels: labels,
            pairs: answers.compactMap { answer in answer.predicted.map { (answer.actual, $0) } })
    }
}

extension Task {
    /// What a head for the task may answer.
    func labels(topics: [String]) -> [String] {
        self == .topic ? topics : Sentiment.allCases.map(\.rawValue)
    }
}

/// The answers of a task's head to all that some texts were asked.
func answers(
    to task: Task, _ texts: [LabelledText], _ tokenizer: Tokenizer, topics: [String],
    assessedBy assess: (TokenBatch, [[Range<Int>]]) -> [Assessment]
) -> [HeadAnswer] {
    let (batch, entities) = tokenizer.questions(texts)
    return zip(texts, assess(batch, entities)).flatMap { text, assessment in
        answers(to: task, text, assessment, topics: topics)
    }
}

extension Tokenizer {
    /// The texts as tokens, with the words of the entities that each is asked about.
    func questions(_ texts: [LabelledText]) -> (batch: TokenBatch, entities: [[Range<Int>]]) {
        let batch = tokenize(texts.map(\.text))
        return (
            batch,
            texts.enumerated().map { index, text in
                text.entities.map { words(of: $0, in: batch, text: index) }
            }
        )
    }
}

/// What an assessment says where the text has a label for the task.
func answers(
    to task: Task, _ text: LabelledText, _ assessment: Assessment, topics: [String]
) -> [HeadAnswer] {
    func answer(_ actual: Int, _ scores: SentimentScores) -> HeadAnswer {
        HeadAnswer(
            row: scores.row, actual: actual, probability: scores.row[actual],
            predicted: Sentiment.allCases.firstIndex(of: scores.label) ?? 1,
            leftEarly: assessment.leftEarly)
    }
    switch task {
    case .sentiment: return text.sentiment.map { [answer($0, assessment.sentiment)] } ?? []
    case .topic:
        let row = assessment.topics.map(\.probability)
        return text.topic.map { topic in
            let stated = assessment.topics.first { $0.name == topics[topic] }?.probability
            return [
                HeadAnswer(
                    row: row, actual: topic, probability: stated ?? 0,
                    predicted: topics.firstIndex(of: assessment.topic), leftEarly: assessment.leftEarly)
            ]
        } ?? []
    case .entity:
        return zip(text.entities, assessment.towards).compactMap { entity, scores in
            entity.sentiment.map { answer($0, scores) }
        }
    }
}
