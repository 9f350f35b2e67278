import Classification
import Domain
import TestSupport

@testable import Training

/// A model small enough for central differences, with random weights.
enum SmallModel {
    static let width = 8
    static let heads = 2
    static let vocabulary = 20

    static func parameters(seed: UInt64) -> ModelParameters {
        var random = SplitMix64(seed: seed)
        func matrix(_ rows: Int, _ columns: Int, _ size: Float = 0.5) -> Matrix {
            Matrix(rows: rows, columns: columns, values: random.floats(rows * columns, in: -size...size))
        }
        func linear(_ inputs: Int, _ outputs: Int) -> LinearParameters {
            LinearParameters(weight: matrix(outputs, inputs), bias: random.floats(outputs, in: -0.5...0.5))
        }
        func norm() -> NormParameters {
            NormParameters(
                gain: random.floats(width, in: 0.5...1.5), bias: random.floats(width, in: -0.5...0.5))
        }
        func layer() -> LayerParameters {
            LayerParameters(
                queryKeyValue: linear(width, 3 * width), attentionOutput: linear(width, width),
                attentionNorm: norm(),
                expand: linear(width, 2 * width), contract: linear(2 * width, width), outputNorm: norm())
        }
        func head(_ inputs: Int, _ labels: Int) -> HeadParameters {
            HeadParameters(expand: linear(inputs, 6), output: linear(6, labels))
        }
        func pooling(_ entity: Matrix) -> PoolingParameters {
            PoolingParameters(project: linear(width, 5), entity: entity, query: random.floats(5))
        }
        return ModelParameters(
            encoder: EncoderParameters(
                embeddings: EmbeddingParameters(
                    words: matrix(vocabulary, width), positions: matrix(12, width), types: matrix(2, width),
                    norm: norm()), layers: [layer(), layer()]),
            pooling: pooling(Matrix(rows: 0, columns: width)), sentiment: head(width, 3),
            topic: head(width, 4),
            entityPooling: pooling(matrix(5, width)), entitySentiment: head(2 * width, 3),
            lexicon: linear(width, 3))
    }

    /// Texts of 5, 3, 2 (nothing but the frame) and 9 tokens, with every kind of label and its absence.
    static func batch() -> TrainingBatch {
        var tokens = TokenBatch()
        for length in [5, 3, 2, 9] {
            for place in 0..<length {
                let isFrame = place == 0 || place == length - 1
                let word = isFrame ? -1 : tokens.append(word: place - 1..<place)
                tokens.append(Int32((place * 7 + length) % vocabulary), word: word)
            }
            tokens.end("abcdefg")
        }
        let views = (0..<4).map { PoolingView(rows: tokens.pooledRows(of: $0)) }
        return TrainingBatch(
            tokens: tokens, views: views, sentiments: [[1, 0, 0], nil, [0.1, 0.8, 0.1], [0, 0, 1]],
            topics: [nil, [0, 1, 0, 0], nil, [0.25, 0.25, 0.25, 0.25]],
            entityViews: [
                PoolingView(rows: views[0].rows, entity: 2..<3),
                PoolingView(rows: views[3].rows, entity: 12..<15),
                PoolingView(rows: views[3].rows, entity: views[3].rows),
            ],
            entitySentiments: [[0, 0, 1], [1, 0, 0], nil])
    }
}
