public import Classification
public import Domain
public import Tokenization

/// Scores a classifier on a corpus's validation texts, one evaluation a corpus and head.
///
/// A head that the classifier does not have is left out.
public func evaluate(
    _ classifier: Classifier, tokenizer: Tokenizer, corpus: Corpus
) -> [(corpus: String, head: HeadName, evaluation: Evaluation)] {
    evaluate(classifier, tokenizer: tokenizer, sets: corpus.validation + corpus.reported)
}

/// Scores a classifier on the topics of tweets that have tags, without the tags.
///
/// - Returns: An evaluation for each corpus with topics and tags; texts without tags are judged as they are.
public func evaluateTopics(
    _ classifier: Classifier, tokenizer: Tokenizer, corpus: Corpus, without tags: TagRemoval
) -> [(corpus: String, head: HeadName, evaluation: Evaluation)] {
    let sets = (corpus.validation + corpus.reported).filter { set in
        set.head.name == .topic && set.texts.contains { TagRemoval.concerns($0.text) }
    }
    return evaluate(
        classifier, tokenizer: tokenizer,
        sets: sets.map { name, head, texts in
            (name, head, texts.map { $0.with(text: tags.applied(to: $0.text)) })
        })
}

private func evaluate(
    _ classifier: Classifier, tokenizer: Tokenizer, sets: [ValidationSet]
) -> [(corpus: String, head: HeadName, evaluation: Evaluation)] {
    sets.compactMap { name, head, texts in
        let all = judged(head, texts, tokenizer, assessedBy: classifier.assess)
        guard !all.isEmpty else { return nil }
        let found = all.filter { $0.predicted != nil }
        var evaluation = Evaluation(found, labels: head.labels)
        evaluation.calibrationError = expectedCalibrationError(
            found.map { (Double($0.row.max() ?? 0), $0.predicted == $0.actual) })
        evaluation.reliability = ReliabilityBins(
            found.lazy.filter(\.isComparable).map { (Double($0.row.max() ?? 0), $0.predicted == $0.actual) })
        evaluation.logLoss = logLoss(found.map(\.probability))
        evaluation.leavingEarly =
            Double(found.count { $0.leftEarly }) / Double(max(found.count, 1))
        return (name, head.name, evaluation)
    }
}

/// What a head says where people have said what is so.
struct JudgedAnswer {
    /// Probabilities in the order of the model's labels.
    let row: [Float]
    /// Whether those are the corpus's labels, in its order.
    let isComparable: Bool
    /// Index into the corpus's labels.
    let actual: Int
    /// What was stated for `actual`.
    let probability: Float
    /// Nil for a label that the corpus does not know.
    let predicted: Int?
    /// Whether the text left before the last layer.
    let leftEarly: Bool
}

extension Evaluation {
    /// Counts the answers that name a label.
    init(_ answers: [JudgedAnswer], labels: [String]) {
        self.init(
            labels: labels,
            pairs: answers.compactMap { answer in answer.predicted.map { (answer.actual, $0) } })
    }
}

/// The answers of a head to all that some texts were asked.
func judged(
    _ head: HeadSpec, _ texts: [LabeledText], _ tokenizer: Tokenizer,
    assessedBy assess: (TokenBatch, [[Range<Int>]]) -> [Assessment]
) -> [JudgedAnswer] {
    let (batch, entities) = tokenizer.questions(texts)
    return zip(texts, assess(batch, entities)).flatMap { judged(head, $0, $1) }
}

/// What an assessment says where people have labeled the text, its entities or its words for the head.
func judged(_ head: HeadSpec, _ text: LabeledText, _ assessment: Assessment) -> [JudgedAnswer] {
    zip(text.labels(for: head), assessment.answers(of: head)).compactMap { label, answer in
        guard let actual = label.hard, let answer else { return nil }
        return JudgedAnswer(
            row: answer.probabilities, isComparable: answer.labels == head.labels, actual: actual,
            probability: answer.probability(of: head.labels[actual]) ?? 0,
            predicted: head.labels.firstIndex(of: answer.label), leftEarly: assessment.leftEarly)
    }
}

extension Assessment {
    /// What a head says of the text, of each of its entities or of each of its words; nil where it says
    /// nothing.
    func answers(of head: HeadSpec) -> [HeadAnswer?] {
        switch head.scope {
        case .text: [self[head.name]]
        case .entity: entityAnswers.map { $0[head.name] }
        case .token: wordAnswers.map { $0[head.name] }
        }
    }
}

extension Tokenizer {
    /// The texts as tokens, with the words of the entities that each is asked about.
    func questions(_ texts: [LabeledText]) -> (batch: TokenBatch, entities: [[Range<Int>]]) {
        let batch = tokenize(texts.map(\.text))
        let entities = texts.enumerated().map { index, text in
            text.entities.map { words(of: $0, in: batch, text: index) }
        }
        return (batch, entities)
    }
}
