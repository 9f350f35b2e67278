import Classification
import Domain

// How a model does on the texts that it does not learn from, after each epoch and at the end.

/// How a run stood after an epoch.
public struct EpochScores: Sendable, Equatable, Codable {
    /// From 1.
    public let epoch: Int
    /// Mean over the epoch.
    public let loss: Float
    /// By corpus and head, `phrasebank.sentiment`.
    public let accuracy: [String: Double]
    /// By corpus and head.
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
        for (name, head, texts) in corpus.validation {
            guard let (rows, labels) = predictions(model, texts, head) else { continue }
            let evaluation = Evaluation(
                labels: head.labels, pairs: zip(labels, rows).map { ($0, largest($1)) })
            accuracy["\(name).\(head.name)"] = evaluation.accuracy
            macroF1["\(name).\(head.name)"] = evaluation.macroF1
        }
        return EpochScores(epoch: epoch, loss: loss, accuracy: accuracy, macroF1: macroF1)
    }

    /// What a head says of the texts, a row of probabilities a label; nil when the model does not have the
    /// head.
    private func predictions(
        _ model: ModelParameters, _ texts: [LabeledText], _ head: HeadSpec
    ) -> (rows: [[Float]], labels: [Int])? {
        var result: (rows: [[Float]], labels: [Int]) = ([], [])
        for start in stride(from: 0, to: texts.count, by: textsPerScoring) {
            let slice = Array(texts[start..<min(start + textsPerScoring, texts.count)])
            let batch = TrainingBatch(
                slice, tokenizer: tokenizer, heads: [head], longest: shape.positions, smoothing: 0)
            guard let rows = model.probabilities(batch, heads: shape.heads, compute)[head.name] else {
                return nil
            }
            for (row, target) in batch.targets(of: head).enumerated() {
                guard let target else { continue }
                result.rows.append(rows.row(row))
                result.labels.append(largest(target))
            }
        }
        return result
    }

    /// Divides the logits of each head by the temperature that fits its validation texts; returns those.
    func calibrate(_ model: inout ModelParameters, _ corpus: Corpus) -> [HeadName: Float] {
        var temperatures: [HeadName: Float] = [:]
        for place in model.heads.indices {
            let head = model.heads[place].spec
            let texts = corpus.validation.filter { $0.head.name == head.name }.flatMap(\.texts)
            guard let (rows, labels) = predictions(model, texts, head), !labels.isEmpty else { continue }
            let own = temperature(
                Matrix(rows: rows.count, columns: rows[0].count, values: rows.flatMap { $0 }), labels: labels)
            model.heads[place].divideLogits(by: own)
            temperatures[head.name] = own
        }
        return temperatures
    }
}

/// The position of the largest value; the first of equals.
func largest(_ values: [Float]) -> Int {
    values.indices.max { values[$0] < values[$1] } ?? 0
}
