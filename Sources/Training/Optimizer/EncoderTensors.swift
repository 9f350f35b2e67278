import Classification

/// Reads a tensor of a name and a shape.
typealias TensorReading = (_ name: String, _ shape: [Int]) throws(WeightsError) -> [Float]

/// A linear layer of a file, under the name of its tensors.
func linear(
    _ name: String, _ inputs: Int, _ outputs: Int, _ tensor: TensorReading
) throws(WeightsError) -> LinearParameters {
    LinearParameters(
        weight: Matrix(
            rows: outputs, columns: inputs, values: try tensor("\(name).weight", [outputs, inputs])),
        bias: try tensor("\(name).bias", [outputs]))
}

extension EncoderParameters {
    /// The first `shape.layers` layers of an encoder.
    init(shape: EncoderShape, _ tensor: TensorReading) throws(WeightsError) {
        func matrix(_ name: String, _ rows: Int, _ columns: Int) throws(WeightsError) -> Matrix {
            Matrix(rows: rows, columns: columns, values: try tensor(name, [rows, columns]))
        }
        func norm(_ name: String) throws(WeightsError) -> NormParameters {
            NormParameters(
                gain: try tensor("\(name).weight", [shape.width]),
                bias: try tensor("\(name).bias", [shape.width]))
        }
        embeddings = EmbeddingParameters(
            words: try matrix("embeddings.word_embeddings.weight", shape.vocabulary, shape.width),
            positions: try matrix("embeddings.position_embeddings.weight", shape.positions, shape.width),
            types: try matrix("embeddings.token_type_embeddings.weight", 2, shape.width),
            norm: try norm("embeddings.LayerNorm"))
        layers = []
        for index in 0..<shape.layers {
            layers.append(try LayerParameters("encoder.layer.\(index)", shape: shape, tensor))
        }
    }

    /// The encoder's tensors under the names of Hugging Face's BertModel.
    func tensors() -> [NamedTensor] {
        var tensors = [
            embeddings.words.named("embeddings.word_embeddings.weight"),
            embeddings.positions.named("embeddings.position_embeddings.weight"),
            embeddings.types.named("embeddings.token_type_embeddings.weight"),
        ]
        tensors += embeddings.norm.tensors("embeddings.LayerNorm")
        for (index, layer) in layers.enumerated() {
            tensors += layer.tensors("encoder.layer.\(index)")
        }
        return tensors
    }
}

extension LayerParameters {
    /// A layer whose tensors' names begin with `name`.
    init(_ name: String, shape: EncoderShape, _ tensor: TensorReading) throws(WeightsError) {
        func norm(_ name: String) throws(WeightsError) -> NormParameters {
            NormParameters(
                gain: try tensor("\(name).weight", [shape.width]),
                bias: try tensor("\(name).bias", [shape.width]))
        }
        let parts = try ["query", "key", "value"].map { part throws(WeightsError) in
            try linear("\(name).attention.self.\(part)", shape.width, shape.width, tensor)
        }
        queryKeyValue = LinearParameters(
            weight: Matrix(
                rows: 3 * shape.width, columns: shape.width, values: parts.flatMap(\.weight.values)),
            bias: parts.flatMap(\.bias))
        attentionOutput = try linear("\(name).attention.output.dense", shape.width, shape.width, tensor)
        attentionNorm = try norm("\(name).attention.output.LayerNorm")
        expand = try linear("\(name).intermediate.dense", shape.width, shape.intermediate, tensor)
        contract = try linear("\(name).output.dense", shape.intermediate, shape.width, tensor)
        outputNorm = try norm("\(name).output.LayerNorm")
    }

    /// The layer's tensors, whose names begin with `name`.
    func tensors(_ name: String) -> [NamedTensor] {
        var tensors: [NamedTensor] = []
        let width = queryKeyValue.weight.columns
        for (part, label) in ["query", "key", "value"].enumerated() {
            let rows = part * width..<(part + 1) * width
            let values = queryKeyValue.weight.values[rows.lowerBound * width..<rows.upperBound * width]
            let own = LinearParameters(
                weight: Matrix(rows: width, columns: width, values: Array(values)),
                bias: Array(queryKeyValue.bias[rows]))
            tensors += own.tensors("\(name).attention.self.\(label)")
        }
        tensors += attentionOutput.tensors("\(name).attention.output.dense")
        tensors += attentionNorm.tensors("\(name).attention.output.LayerNorm")
        tensors += expand.tensors("\(name).intermediate.dense")
        tensors += contract.tensors("\(name).output.dense")
        tensors += outputNorm.tensors("\(name).output.LayerNorm")
        return tensors
    }
}

extension Matrix {
    /// The matrix as a tensor to be written.
    func named(_ name: String) -> NamedTensor {
        NamedTensor(name: name, shape: [rows, columns], values: values)
    }
}

extension LinearParameters {
    func tensors(_ name: String) -> [NamedTensor] {
        [
            weight.named("\(name).weight"),
            NamedTensor(name: "\(name).bias", shape: [bias.count], values: bias),
        ]
    }
}

extension NormParameters {
    fileprivate func tensors(_ name: String) -> [NamedTensor] {
        [
            NamedTensor(name: "\(name).weight", shape: [gain.count], values: gain),
            NamedTensor(name: "\(name).bias", shape: [bias.count], values: bias),
        ]
    }
}
