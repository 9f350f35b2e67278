import Classification
import Domain

// The model's parameters under the names that files give them: Hugging Face's BertModel for the encoder, and
// `TensorName` for what is over it.

extension ModelParameters {
    /// A base encoder with random heads, uniform in ±√(6 / (inputs + outputs)) (Glorot and Bengio 2010);
    /// biases 0.
    init(
        base: Safetensors, shape: EncoderShape, poolingWidth: Int, headWidth: Int,
        heads specs: [HeadSpec], random: inout SplitMix64
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
        func heads(_ scopes: [HeadSpec.Scope]) -> [HeadParameters] {
            scopes.flatMap { specs.of($0) }.map { spec in
                HeadParameters(
                    spec: spec, expand: linear(spec.inputs(shape.width), headWidth),
                    output: linear(headWidth, spec.labels.count))
            }
        }
        func pooling(seesEntity: Bool) -> PoolingParameters {
            PoolingParameters(
                project: linear(shape.width, poolingWidth),
                entity: seesEntity
                    ? matrix(poolingWidth, shape.width) : Matrix(rows: 0, columns: shape.width),
                query: matrix(1, poolingWidth).values)
        }
        encoder = try EncoderParameters(shape: shape) { name, shape throws(WeightsError) in
            try base.tensor(name, shape: shape)
        }
        // Random numbers are drawn in the order of `forEach`.
        self.pooling = pooling(seesEntity: false)
        let ofTexts = heads([.text])
        entityPooling = pooling(seesEntity: true)
        let others = heads([.entity, .token])
        self.heads = specs.compactMap { spec in (ofTexts + others).first { $0.spec.name == spec.name } }
        lexicon = linear(shape.width, Sentiment.allCases.count)
    }

    /// The model of a file of weights with only the encoder's first layers; the lexicon is empty.
    init(_ file: WeightsFile, layers: Int) throws(WeightsError) {
        let header = file.header
        let width = header.encoder.width
        let tensor: TensorReading = { name, shape throws(WeightsError) in
            try file.tensor(name, shape: shape)
        }
        func head(_ spec: HeadSpec) throws(WeightsError) -> HeadParameters {
            HeadParameters(
                spec: spec.uncalibrated,
                expand: try linear(
                    "\(spec.tensorName).expand", spec.inputs(width), header.headWidth, tensor),
                output: try linear(
                    "\(spec.tensorName).output", header.headWidth, spec.labels.count, tensor))
        }
        func pooling(_ name: String, entity: Matrix) throws(WeightsError) -> PoolingParameters {
            PoolingParameters(
                project: try linear("\(name).project", width, header.poolingWidth, tensor), entity: entity,
                query: try tensor("\(name).query", [header.poolingWidth]))
        }
        encoder = try EncoderParameters(shape: header.encoder.cut(to: layers), tensor)
        self.pooling = try pooling(TensorName.pooling, entity: Matrix(rows: 0, columns: width))
        entityPooling = try pooling(
            TensorName.entityPooling,
            entity: Matrix(
                rows: header.poolingWidth, columns: width,
                values: try tensor(
                    "\(TensorName.entityPooling).entity.weight", [header.poolingWidth, width])))
        heads = []
        for spec in header.heads { heads.append(try head(spec)) }
        let sentiments = Sentiment.allCases.count
        lexicon = LinearParameters(
            weight: Matrix(rows: sentiments, columns: width),
            bias: [Float](repeating: 0, count: sentiments))
    }

    /// The parameters as a file of weights holds them.
    func tensors() -> [NamedTensor] { encoder.tensors() + tensorsOverEncoder(prefix: "") }

    /// What is over the encoder, under names that begin with `prefix`.
    func tensorsOverEncoder(prefix: String) -> [NamedTensor] {
        func tensors(_ scope: HeadSpec.Scope) -> [NamedTensor] {
            places(of: scope).flatMap { heads[$0].tensors(prefix + heads[$0].spec.tensorName) }
        }
        return pooling.tensors(prefix + TensorName.pooling) + tensors(.text)
            + entityPooling.tensors(prefix + TensorName.entityPooling) + tensors(.entity) + tensors(.token)
    }
}

extension HeadSpec {
    /// How wide the head's inputs are over an encoder of a width.
    fileprivate func inputs(_ width: Int) -> Int { scope == .entity ? 2 * width : width }
}

extension PoolingParameters {
    fileprivate func tensors(_ name: String) -> [NamedTensor] {
        project.tensors("\(name).project") + (entity.rows > 0 ? [entity.named("\(name).entity.weight")] : [])
            + [NamedTensor(name: "\(name).query", shape: [query.count], values: query)]
    }
}

extension HeadParameters {
    fileprivate func tensors(_ name: String) -> [NamedTensor] {
        expand.tensors("\(name).expand") + output.tensors("\(name).output")
    }
}
