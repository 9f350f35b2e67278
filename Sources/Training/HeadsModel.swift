import Classification

/// All that is trained over a frozen encoder: the pooling and the two heads.
struct HeadsModel: Sendable, Equatable {
    var pooling: PoolingParameters
    var sentiment: HeadParameters
    var topic: HeadParameters

    /// Random weights, uniform in ±√(6 / (inputs + outputs)) (Glorot and Bengio 2010); biases 0.
    init(width: Int, poolingWidth: Int, headWidth: Int, topics: Int, random: inout SeededRandom) {
        func matrix(_ rows: Int, _ columns: Int) -> Matrix {
            let limit = (6 / Float(rows + columns)).squareRoot()
            return Matrix(
                rows: rows, columns: columns,
                values: (0..<rows * columns).map { _ in random.uniform(limit: limit) })
        }
        func head(_ labels: Int) -> HeadParameters {
            HeadParameters(
                expandWeight: matrix(headWidth, width), expandBias: [Float](repeating: 0, count: headWidth),
                outputWeight: matrix(labels, headWidth), outputBias: [Float](repeating: 0, count: labels))
        }
        pooling = PoolingParameters(
            weight: matrix(poolingWidth, width), bias: [Float](repeating: 0, count: poolingWidth),
            query: matrix(1, poolingWidth).values)
        sentiment = head(3)
        topic = head(topics)
    }

    /// All parameters, always in one order.
    var arrays: [[Float]] {
        get {
            [pooling.weight.values, pooling.bias, pooling.query] + sentiment.arrays + topic.arrays
        }
        set {
            pooling.weight.values = newValue[0]
            pooling.bias = newValue[1]
            pooling.query = newValue[2]
            sentiment.arrays = Array(newValue[3..<7])
            topic.arrays = Array(newValue[7..<11])
        }
    }

    /// The parameters under the names of a file of weights.
    func tensors() -> [NamedTensor] {
        [
            NamedTensor(
                name: TensorName.poolingWeight, shape: [pooling.weight.rows, pooling.weight.columns],
                values: pooling.weight.values),
            NamedTensor(name: TensorName.poolingBias, shape: [pooling.bias.count], values: pooling.bias),
            NamedTensor(name: TensorName.poolingQuery, shape: [pooling.query.count], values: pooling.query),
        ] + sentiment.tensors(head: "sentiment") + topic.tensors(head: "topic")
    }
}

extension HeadParameters {
    fileprivate var arrays: [[Float]] {
        get { [expandWeight.values, expandBias, outputWeight.values, outputBias] }
        set {
            expandWeight.values = newValue[0]
            expandBias = newValue[1]
            outputWeight.values = newValue[2]
            outputBias = newValue[3]
        }
    }

    fileprivate func tensors(head: String) -> [NamedTensor] {
        [
            NamedTensor(
                name: TensorName.head(head, "expand.weight"),
                shape: [expandWeight.rows, expandWeight.columns],
                values: expandWeight.values),
            NamedTensor(
                name: TensorName.head(head, "expand.bias"), shape: [expandBias.count], values: expandBias),
            NamedTensor(
                name: TensorName.head(head, "output.weight"),
                shape: [outputWeight.rows, outputWeight.columns],
                values: outputWeight.values),
            NamedTensor(
                name: TensorName.head(head, "output.bias"), shape: [outputBias.count], values: outputBias),
        ]
    }
}
