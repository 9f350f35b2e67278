import Classification
import Domain

// How a model does on the texts that it does not learn from, after each epoch and at the end.

/// How a run stood after an epoch.
public struct EpochScores: Sendable, Equatable, Codable {
    public let epoch: Int
    /// Mean over the epoch.
    public let loss: Float
    /// By corpus and task, `phrasebank.sentiment`.
    public let accuracy: [String: Double]
    public let macroF1: [String: Double]

    /// The mean of accuracy and macro-F1 over all validation sets; what the best epoch is chosen by.
    public var overall: Double {
        let all = Array(accuracy.values) + Array(macroF1.values)
        return all.sorted().reduce(0, +) / Double(max(all.count, 1))
    }
}

/// Texts that are scored together.
let textsPerScoring = 256

extension Trainer {
    /// The scores of a model on all validation sets.
    func score(_ model: ModelParameters, _ corpus: Corpus, epoch: Int, loss: Float) -> EpochScores {
        var accuracy: [String: Double] = [:]
        var macroF1: [String: Double] = [:]
        for (name, task, texts) in corpus.validation {
            let (rows, labels) = predictions(model, texts, task, topics: corpus.topics.count)
            let evaluation = Evaluation(
                labels: task.labels(topics: corpus.topics),
                pairs: zip(labels, rows).map { ($0, largest($1)) })
            accuracy["\(name).\(task.rawValue)"] = evaluation.accuracy
            macroF1["\(name).\(task.rawValue)"] = evaluation.macroF1
        }
        return EpochScores(epoch: epoch, loss: loss, accuracy: accuracy, macroF1: macroF1)
    }

    /// What a task's head says of the texts, a row of probabilities a label.
    private func predictions(
        _ model: ModelParameters, _ texts: [LabelledText], _ task: Task, topics: Int
    ) -> (rows: [[Float]], labels: [Int]) {
        var result: (rows: [[Float]], labels: [Int]) = ([], [])
        for start in stride(from: 0, to: texts.count, by: textsPerScoring) {
            let slice = Array(texts[start..<min(start + textsPerScoring, texts.count)])
            let batch = TrainingBatch(
                slice, tokenizer: tokenizer, topics: topics, longest: shape.positions, smoothing: 0)
            let probabilities = model.probabilities(batch, heads: shape.heads, compute)
            let (rows, targets) =
                switch task {
                case .sentiment: (probabilities.sentiment, batch.sentiments)
                case .topic: (probabilities.topic, batch.topics)
                case .entity: (probabilities.entity, batch.entitySentiments)
                }
            for (row, target) in targets.enumerated() {
                guard let target else { continue }
                result.rows.append(rows.row(row))
                result.labels.append(largest(target))
            }
        }
        return result
    }

    /// Divides the logits of each head by the temperature that fits its validation texts; returns those.
    func calibrate(_ model: inout ModelParameters, _ corpus: Corpus) -> [Task: Float] {
        var temperatures: [Task: Float] = [:]
        for task in Task.allCases {
            let texts = corpus.validation.filter { $0.task == task }.flatMap(\.texts)
            let (rows, labels) = predictions(model, texts, task, topics: corpus.topics.count)
            guard !labels.isEmpty else { continue }
            temperatures[task] = temperature(
                Matrix(rows: rows.count, columns: rows[0].count, values: rows.flatMap { $0 }), labels: labels)
        }
        if let t = temperatures[.sentiment] { model.sentiment.divideLogits(by: t) }
        if let t = temperatures[.topic] { model.topic.divideLogits(by: t) }
        if let t = temperatures[.entity] { model.entitySentiment.divideLogits(by: t) }
        return temperatures
    }
}

/// The position of the largest value; the first of equals.
func largest(_ values: [Float]) -> Int {
    values.indices.max { values[$0] < values[$1] } ?? 0
}
