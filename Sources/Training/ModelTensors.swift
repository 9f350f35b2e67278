import Classification

// The model's parameters under the names that files give them: Hugging Face's BertModel for the encoder, and
// `TensorName` for what stands over it.

extension ModelParameters {
    /// A base encoder with random heads, uniform in ±√(6 / (inputs + outputs)) (Glorot and Bengio 2010); biases 0.
    init(
        base: Safetensors, shape: EncoderShape, poolingWidth: Int, headWidth: Int, topics: Int,
        random: inout SeededRandom
    ) throws(WeightsError) {
        func matrix(_ rows: Int, _ columns: Int) -> Matrix {
            let limit = (6 / Float(rows + columns)).squareRoot()
            return Matrix(
                rows: rows, columns: columns,
                values: (0..<rows * columns).map { _ in random.uniform(limit: limit) })
        }
        func linear(_ inputs: Int, _ outputs: Int) -> LinearParameters {
            LinearParameters(weight: matrix(outputs, inputs), bias: [Float](repeating: 0, count: outputs))
        }
        func head(_ inputs: Int, _ labels: Int) -> HeadParameters {
            HeadParameters(expand: linear(inputs, headWidth), output: linear(headWidth, labels))
        }
        func pooling(seesEntity: Bool) -> PoolingParameters {
            PoolingParameters(
                project: linear(shape.width, poolingWidth),
                entity: seesEntity
                    ? matrix(poolingWidth, shape.width) : Matrix(rows: 0, columns: shape.width),
                query: matrix(1, poolingWidth).values)
        }
        encoder = try EncoderParameters(base, shape: shape)
        self.pooling = pooling(seesEntity: false)
        sentiment = head(shape.width, 3)
        topic = head(shape.width, topics)
        entityPooling = pooling(seesEntity: true)
        entitySentiment = head(2 * shape.width, 3)
        lexicon = linear(shape.width, 3)
    }

    /// The parameters as a file of weights holds them.
    func tensors() -> [NamedTensor] {
        encoder.tensors() + pooling.tensors(TensorName.pooling)
            + sentiment.tensors(head: "sentiment") + topic.tensors(head: "topic")
            + entityPooling.tensors(TensorName.entityPooling) + entitySentiment.tensors(head: "entity")
    }
}

extension EncoderParameters {
    fileprivate init(_ source: Safetensors, shape: EncoderShape) throws(WeightsError) {
        func matrix(_ name: String, _ rows: Int, _ columns: Int) throws(WeightsError) -> Matrix {
            Matrix(rows: rows, columns: columns, values: try source.tensor(name, shape: [rows, columns]))
        }
        func linear(_ name: String, _ inputs: Int, _ outputs: Int) throws(WeightsError) -> LinearParameters {
            LinearParameters(
                weight: try matrix("\(name).weight", outputs, inputs),
                bias: try source.tensor("\(name).bias", shape: [outputs]))
        }
        func norm(_ name: String) throws(WeightsError) -> NormParameters {
            NormParameters(
                gain: try source.tensor("\(name).weight", shape: [shape.width]),
                bias: try source.tensor("\(name).bias", shape: [shape.width]))
        }
        embeddings = EmbeddingParameters(
            words: try matrix("embeddings.word_embeddings.weight", shape.vocabulary, shape.width),
            positions: try matrix("embeddings.position_embeddings.weight", shape.positions, shape.width),
            types: try matrix("embeddings.token_type_embeddings.weight", 2, shape.width),
            norm: try norm("embeddings.LayerNorm"))
        layers = []
        for index in 0..<shape.layers {
            let name = "encoder.layer.\(index)"
            let parts = try ["query", "key", "value"].map { part throws(WeightsError) in
                try linear("\(name).attention.self.\(part)", shape.width, shape.width)
            }
            layers.append(
                LayerParameters(
                    queryKeyValue: LinearParameters(
                        weight: Matrix(
                            rows: 3 * shape.width, columns: shape.width,
                            values: parts.flatMap(\.weight.values)),
                        bias: parts.flatMap(\.bias)),
                    attentionOutput: try linear("\(name).attention.output.dense", shape.width, shape.width),
                    attentionNorm: try norm("\(name).attention.output.LayerNorm"),
                    expand: try linear("\(name).intermediate.dense", shape.width, shape.intermediate),
                    contract: try linear("\(name).output.dense", shape.intermediate, shape.width),
                    outputNorm: try norm("\(name).output.LayerNorm")))
        }
    }

    fileprivate func tensors() -> [NamedTensor] {
        var tensors = [
            embeddings.words.named("embeddings.word_embeddings.weight"),
            embeddings.positions.named("embeddings.position_embeddings.weight"),
            embeddings.types.named("embeddings.token_type_embeddings.weight"),
        ]
        tensors += embeddings.norm.tensors("embeddings.LayerNorm")
        for (index, layer) in layers.enumerated() {
            let name = "encoder.layer.\(index)"
            let width = layer.queryKeyValue.weight.columns
            for (part, label) in ["query", "key", "value"].enumerated() {
                let rows = part * width..<(part + 1) * width
                let own = LinearParameters(
                    weight: Matrix(
                        rows: width, columns: width,
                        values: Array(
                            layer.queryKeyValue.weight.values[
                                rows.lowerBound * width..<rows.upperBound * width])),
                    bias: Array(layer.queryKeyValue.bias[rows]))
                tensors += own.tensors("\(name).attention.self.\(label)")
            }
            tensors += layer.attentionOutput.tensors("\(name).attention.output.dense")
            tensors += layer.attentionNorm.tensors("\(name).attention.output.LayerNorm")
            tensors += layer.expand.tensors("\(name).intermediate.dense")
            tensors += layer.contract.tensors("\(name).output.dense")
            tensors += layer.outputNorm.tensors("\(name).output.LayerNorm")
        }
        return tensors
    }
}

extension Matrix {
    fileprivate func named(_ name: String) -> NamedTensor {
        NamedTensor(name: name, shape: [rows, columns], values: values)
    }
}

extension LinearParameters {
    fileprivate func tensors(_ name: String) -> [NamedTensor] {
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

extension PoolingParameters {
    fileprivate func tensors(_ name: String) -> [NamedTensor] {
        project.tensors("\(name).project") + (entity.rows > 0 ? [entity.named("\(name).entity.weight")] : [])
            + [NamedTensor(name: "\(name).query", shape: [query.count], values: query)]
    }
}

extension HeadParameters {
    fileprivate func tensors(head: String) -> [NamedTensor] {
        expand.tensors(TensorName.head(head, "expand")) + output.tensors(TensorName.head(head, "output"))
    }
}
