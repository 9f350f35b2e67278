import Classification
import Domain
import TestSupport

@testable import Training

/// A model small enough for central differences, with random weights.
enum SmallModel {
    static let width = 8
    static let attentionHeads = 2
    static let vocabulary = 20
    /// The heads that every model has.
    static let usualHeads: [HeadSpec] = [.sentiment, .topic(["a", "b", "c", "d"]), .entity]

    /// The usual heads and one more of each scope.
    static let manyHeads =
        usualHeads + [
            HeadSpec("urgency", scope: .text, labels: ["low", "high"]),
            HeadSpec("role", scope: .entity, labels: ["buyer", "seller"]),
            HeadSpec("tag", scope: .token, labels: ["name", "other"]),
        ]

    static func parameters(seed: UInt64, heads: [HeadSpec] = usualHeads) -> ModelParameters {
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
        func head(_ spec: HeadSpec) -> HeadParameters {
            HeadParameters(
                spec: spec, expand: linear(spec.scope == .entity ? 2 * width : width, 6),
                output: linear(6, spec.labels.count))
        }
        func pooling(_ entity: Matrix) -> PoolingParameters {
            PoolingParameters(project: linear(width, 5), entity: entity, query: random.floats(5))
        }
        return ModelParameters(
            encoder: EncoderParameters(
                embeddings: EmbeddingParameters(
                    words: matrix(vocabulary, width), positions: matrix(12, width), types: matrix(2, width),
                    norm: norm()), layers: [layer(), layer()]),
            pooling: pooling(Matrix(rows: 0, columns: width)), entityPooling: pooling(matrix(5, width)),
            heads: heads.map(head), lexicon: linear(width, 3))
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
            tokens: tokens, views: views,
            entityViews: [
                PoolingView(rows: views[0].rows, entity: 2..<3),
                PoolingView(rows: views[3].rows, entity: 12..<15),
                PoolingView(rows: views[3].rows, entity: views[3].rows),
            ],
            wordRows: (0..<4).flatMap { tokens.firstRows(of: $0).map(\.row) },
            targets: [
                .sentiment: [[1, 0, 0], nil, [0.1, 0.8, 0.1], [0, 0, 1]],
                .topic: [nil, [0, 1, 0, 0], nil, [0.25, 0.25, 0.25, 0.25]],
                .entity: [[0, 0, 1], [1, 0, 0], nil],
                "urgency": [nil, [1, 0], [0.5, 0.5], nil], "role": [nil, [0, 1], [1, 0]],
                "tag": [[1, 0], nil, [0, 1], [0, 1], [1, 0], nil, nil, nil, [0.5, 0.5], nil, [0, 1]],
            ])
    }
}
