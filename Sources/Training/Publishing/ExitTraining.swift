public import Classification
import Domain
import Tokenization

// Teaches the pooling and heads over one of the encoder's first layers to say what the whole model says (see
// EarlyExit.swift of Classification). The encoder stays as it is; the labels of people play no part, for what
// counts is that a text that leaves early leaves with the answer that it would have got.

/// What a run of exit training ended with.
public struct TrainedExit: Sendable {
    let parameters: ModelParameters
    /// From the exit's pooled vectors to the whole model's.
    let embedding: LinearParameters
    /// The scores of every epoch.
    public let curve: [EpochScores]

    /// The tensors that a file of weights with this exit has besides those of the whole model.
    public func tensors() -> [NamedTensor] {
        parameters.tensorsOverEncoder(prefix: TensorName.exit) + embedding.tensors(TensorName.exitEmbedding)
    }
}

extension Trainer {
    /// Trains an exit after `layers` layers of the model of a file.
    ///
    /// - Parameters:
    ///   - whole: The same model, which labels all texts.
    ///   - texts: Texts without labels, to learn from in addition to those of the corpus.
    public func trainExit(
        after layers: Int, of file: WeightsFile, whole: Classifier, corpus: Corpus, texts: [String],
        progress: (TrainingProgress) -> Void
    ) throws(WeightsError) -> TrainedExit {
        var state = TrainingState(model: try ModelParameters(file, layers: layers), settings: settings)
        let all = corpus.training + texts.map { LabeledText(text: $0) }
        let (taught, pooled) = taught(all, by: whole)
        runEpochs(taught, corpus, &state, progress: progress) { _ in }
        var parameters = state.result
        _ = calibrate(&parameters, corpus)
        let own = stride(from: 0, to: all.count, by: textsPerScoring).map { start in
            parameters.pooled(
                tokenizer.tokenize(
                    all[start..<min(start + textsPerScoring, all.count)].map(\.text)
                ).truncated(to: shape.positions), heads: shape.heads, compute)
        }
        let embedding = ridge(
            from: Matrix(rows: all.count, columns: shape.width, values: own.flatMap(\.values)), to: pooled,
            Compute(threads: settings.threads, prefersBfloat16: false))
        return TrainedExit(parameters: parameters, embedding: embedding, curve: state.curve)
    }

    /// The texts with what the classifier says of them in place of their labels, and its pooled vectors.
    private func taught(_ texts: [LabeledText], by whole: Classifier) -> ([LabeledText], pooled: Matrix) {
        let (batch, entities) = tokenizer.questions(texts)
        let assessments = whole.assess(batch, entities: entities)
        let taught = zip(texts, assessments).map { text, assessment in
            var taught = LabeledText(text: text.text)
            taught.labels = Labels(taughtBy: assessment.answers)
            taught.entities = zip(text.entities, assessment.entityAnswers).map {
                LabeledEntity(name: $0.name, labels: Labels(taughtBy: $1))
            }
            taught.words = assessment.wordAnswers.map { Labels(taughtBy: $0) }
            return taught
        }
        return (
            taught,
            Matrix(
                rows: texts.count, columns: shape.width, values: assessments.flatMap(\.embedding))
        )
    }
}

extension Labels {
    /// What a classifier says, as what a teacher says.
    fileprivate init(taughtBy answers: [HeadAnswer]) {
        self.init()
        for answer in answers { self[answer.head] = Label(soft: answer.probabilities) }
    }
}
