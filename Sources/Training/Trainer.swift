public import Classification
import Domain
public import Tokenization

/// The settings of a training run.
public struct TrainingSettings: Sendable {
    public var epochs = 30
    public var batch = 64
    public var rate: Float = 1e-3
    public var dropout: Float = 0.2
    /// Epochs without a better validation score before the run ends.
    public var patience = 5
    public var poolingWidth = 128
    public var headWidth = 128
    public var seed: UInt64 = 1
    public var threads = 2

    public init() {}
}

/// What a run tells while it works.
public enum TrainingProgress: Sendable {
    case encoded(Int, of: Int)
    case batch(Int, of: Int, epoch: Int, loss: Float)
    case epoch(Int, loss: Float, sentimentMacroF1: Double, topicAccuracy: Double, isBest: Bool)
}

/// Trains attention pooling and heads over the outputs of a frozen encoder.
///
/// The same corpus, settings and seed give the same weights.
public struct Trainer: Sendable {
    let tokenizer: Tokenizer
    let encoder: Encoder
    let settings: TrainingSettings

    public init(tokenizer: Tokenizer, encoder: Encoder, settings: TrainingSettings) {
        self.tokenizer = tokenizer
        self.encoder = encoder
        self.settings = settings
    }

    /// Trains, and returns the tensors of the best epoch by the mean of the validation scores.
    public func train(_ corpus: Corpus, progress: @Sendable (TrainingProgress) -> Void) -> [NamedTensor] {
        let heldOut = corpus.validation.flatMap(\.texts)
        let all = corpus.training + heldOut
        let features = Features(
            all.map(\.text), tokenizer: tokenizer, encoder: encoder, threads: settings.threads
        ) { progress(.encoded($0, of: all.count)) }
        var random = SeededRandom(seed: settings.seed)
        var model = HeadsModel(
            width: encoder.shape.width, poolingWidth: settings.poolingWidth, headWidth: settings.headWidth,
            topics: corpus.topics.count, random: &random)
        var adam = Adam()
        var best = (model: model, score: -Double.infinity, epoch: 0)
        for epoch in 1...max(settings.epochs, 1) {
            let order = corpus.training.indices.shuffled(using: &random)
            let loss = runEpoch(
                epoch, order: order, all: all, features: features, model: &model, adam: &adam,
                random: &random,
                progress: progress)
            let scores = score(model, all, corpus.training.count..<all.count, features, topics: corpus.topics)
            let isBest = scores.sentiment + scores.topic > best.score
            if isBest { best = (model, scores.sentiment + scores.topic, epoch) }
            progress(
                .epoch(
                    epoch, loss: loss, sentimentMacroF1: scores.sentiment, topicAccuracy: scores.topic,
                    isBest: isBest))
            if epoch - best.epoch >= settings.patience { break }
        }
        return best.model.tensors()
    }

    private func runEpoch(
        _ epoch: Int, order: [Int], all: [LabelledText], features: Features, model: inout HeadsModel,
        adam: inout Adam, random: inout SeededRandom, progress: (TrainingProgress) -> Void
    ) -> Float {
        let starts = Array(stride(from: 0, to: order.count, by: settings.batch))
        var total: Float = 0
        for (index, start) in starts.enumerated() {
            let texts = order[start..<min(start + settings.batch, order.count)]
            let (hidden, offsets) = features.select(texts)
            let (loss, gradients) = model.lossAndGradients(
                hidden, offsets: offsets, sentiments: texts.map { all[$0].sentiment },
                topics: texts.map { all[$0].topic }, dropout: settings.dropout, random: &random)
            // The rate falls linearly over the epochs that may come.
            let step = Float((epoch - 1) * starts.count + index) / Float(settings.epochs * starts.count)
            var arrays = model.arrays
            adam.step(&arrays, gradients: gradients.arrays, rate: settings.rate * (1 - step))
            model.arrays = arrays
            total += loss
            progress(.batch(index + 1, of: starts.count, epoch: epoch, loss: total / Float(index + 1)))
        }
        return total / Float(max(starts.count, 1))
    }

    private func score(
        _ model: HeadsModel, _ all: [LabelledText], _ range: Range<Int>, _ features: Features,
        topics: [String]
    ) -> (sentiment: Double, topic: Double) {
        var sentiments: [(actual: Int, predicted: Int)] = []
        var topicPairs: [(actual: Int, predicted: Int)] = []
        for start in stride(from: range.lowerBound, to: range.upperBound, by: 256) {
            let texts = start..<min(start + 256, range.upperBound)
            let (hidden, offsets) = features.select(texts)
            let pooled = model.pooling.forward(hidden, offsets: offsets).pooled
            let sentiment = model.sentiment.probabilities(pooled)
            let topic = model.topic.probabilities(pooled)
            for (row, text) in texts.enumerated() {
                if let actual = all[text].sentiment {
                    sentiments.append((actual, largest(sentiment.row(row))))
                }
                if let actual = all[text].topic { topicPairs.append((actual, largest(topic.row(row)))) }
            }
        }
        return (
            Evaluation(labels: Sentiment.allCases.map(\.rawValue), pairs: sentiments).macroF1,
            Evaluation(labels: topics, pairs: topicPairs).accuracy
        )
    }
}

/// The position of the largest value; the first of equals.
func largest(_ values: [Float]) -> Int {
    values.indices.max { values[$0] < values[$1] } ?? 0
}

extension HeadsModel {
    /// Mean cross-entropy of both heads over the labelled texts of a batch, and the gradients of it.
    func lossAndGradients(
        _ hidden: Matrix, offsets: [Int], sentiments: [Int?], topics: [Int?], dropout: Float,
        random: inout SeededRandom
    ) -> (loss: Float, gradients: HeadsModel) {
        let trace = pooling.forward(hidden, offsets: offsets)
        var pooled = trace.pooled
        let mask = pooled.values.map { _ in random.uniform() < dropout ? 0 : 1 / (1 - dropout) }
        for index in mask.indices { pooled.values[index] *= mask[index] }
        let count = sentiments.count
        let s = sentiment.lossAndGradients(pooled, labels: sentiments, count: count)
        let t = topic.lossAndGradients(pooled, labels: topics, count: count)
        var pooledGradient = s.pooledGradient
        for index in mask.indices {
            pooledGradient.values[index] =
                (pooledGradient.values[index] + t.pooledGradient.values[index]) * mask[index]
        }
        var gradients = self
        gradients.pooling = pooling.backward(
            trace, hidden: hidden, offsets: offsets, pooledGradient: pooledGradient)
        gradients.sentiment = s.gradients
        gradients.topic = t.gradients
        return (s.loss + t.loss, gradients)
    }
}

/// Scores a classifier on a corpus's validation texts, one evaluation a corpus and head.
public func evaluate(
    _ classifier: Classifier, tokenizer: Tokenizer, corpus: Corpus
) -> [(name: String, evaluation: Evaluation)] {
    corpus.validation.map { name, texts in
        let assessments = classifier.assess(tokenizer.tokenize(texts.map(\.text)))
        let isTopic = texts.contains { $0.topic != nil }
        let pairs = zip(texts, assessments).compactMap { text, assessment -> (actual: Int, predicted: Int)? in
            if isTopic {
                return text.topic.flatMap { topic in
                    corpus.topics.firstIndex(of: assessment.topic).map { (topic, $0) }
                }
            }
            return text.sentiment.flatMap { actual in
                Sentiment.allCases.firstIndex(of: assessment.sentiment.label).map { (actual, $0) }
            }
        }
        let labels = isTopic ? corpus.topics : Sentiment.allCases.map(\.rawValue)
        return (name, Evaluation(labels: labels, pairs: pairs))
    }
}
