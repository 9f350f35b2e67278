import Classification

// The parameters of the model, and of the same shape their gradients and averages.

/// y = x Wᵀ + b.
struct LinearParameters: Sendable, Equatable {
    /// Outputs × inputs.
    var weight: Matrix
    var bias: [Float]
}

/// Layer normalization with a gain and a bias a column.
struct NormParameters: Sendable, Equatable {
    /// BERT's own.
    static let epsilon: Float = 1e-12

    var gain: [Float]
    var bias: [Float]
}

/// One layer of the encoder; query, key and value are one product.
struct LayerParameters: Sendable, Equatable {
    var queryKeyValue: LinearParameters
    var attentionOutput: LinearParameters
    var attentionNorm: NormParameters
    var expand: LinearParameters
    var contract: LinearParameters
    var outputNorm: NormParameters
}

struct EmbeddingParameters: Sendable, Equatable {
    /// Vocabulary × width; without rows in the gradients of a run that leaves the words as they are.
    var words: Matrix
    var positions: Matrix
    var types: Matrix
    var norm: NormParameters
}

struct EncoderParameters: Sendable, Equatable {
    var embeddings: EmbeddingParameters
    var layers: [LayerParameters]
}

/// φ(h) = v · tanh(W h + U e + b), with e the mean of an entity's hidden states; without rows in U, φ sees no
/// entity.
struct PoolingParameters: Sendable, Equatable {
    /// W, projection width × encoder width.
    var project: LinearParameters
    /// U, of W's shape or without rows.
    var entity: Matrix
    /// v.
    var query: [Float]
}

/// logits = W₂ GELU(W₁ y + b₁) + b₂.
struct HeadParameters: Sendable, Equatable {
    let spec: HeadSpec
    var expand: LinearParameters
    var output: LinearParameters
}

struct ModelParameters: Sendable, Equatable {
    var encoder: EncoderParameters
    var pooling: PoolingParameters
    var entityPooling: PoolingParameters
    /// In the order in which files list them.
    var heads: [HeadParameters]
    /// Tells the sentiment from the words that the pooling attends to; only for training.
    var lexicon: LinearParameters

    /// What the heads are, in order.
    var specs: [HeadSpec] { heads.map(\.spec) }

    /// The places of the heads that judge the same thing, in order.
    func places(of scope: HeadSpec.Scope) -> [Int] { heads.indices.filter { heads[$0].spec.scope == scope } }
}

/// How the optimizer treats an array of parameters.
struct ParameterRole: Sendable {
    /// 0 for the embeddings, then the layer from 1, and nil for what is over the encoder.
    let depth: Int?
    /// Weights decay; biases, gains and queries do not.
    let decays: Bool
}

/// Visits each array of a set of parameters together with its counterpart in another, always in one order.
typealias ParameterVisit = (ParameterRole, inout [Float], [Float]) -> Void

/// Parameters that an optimizer moves.
protocol ParameterSet: Sendable {
    mutating func forEach(with other: Self, _ visit: ParameterVisit)
}

extension ModelParameters: ParameterSet {
    mutating func forEach(with other: ModelParameters, _ visit: ParameterVisit) {
        encoder.forEach(with: other.encoder, visit)
        pooling.forEach(with: other.pooling, visit)
        for place in places(of: .text) { heads[place].forEach(with: other.heads[place], visit) }
        entityPooling.forEach(with: other.entityPooling, visit)
        for place in places(of: .entity) + places(of: .token) {
            heads[place].forEach(with: other.heads[place], visit)
        }
        lexicon.forEach(with: other.lexicon, depth: nil, visit)
    }
}

extension ModelParameters {
    /// Visits all arrays without a counterpart.
    func forEachArray(_ visit: ([Float]) -> Void) {
        var copy = self
        copy.forEach(with: self) { _, _, values in visit(values) }
    }
}

extension EncoderParameters {
    mutating func forEach(with other: EncoderParameters, _ visit: ParameterVisit) {
        let role = ParameterRole(depth: 0, decays: true)
        visit(role, &embeddings.words.values, other.embeddings.words.values)
        visit(role, &embeddings.positions.values, other.embeddings.positions.values)
        visit(role, &embeddings.types.values, other.embeddings.types.values)
        embeddings.norm.forEach(with: other.embeddings.norm, depth: 0, visit)
        for index in layers.indices {
            layers[index].forEach(with: other.layers[index], depth: index + 1, visit)
        }
    }
}

extension LayerParameters {
    mutating func forEach(with other: LayerParameters, depth: Int, _ visit: ParameterVisit) {
        queryKeyValue.forEach(with: other.queryKeyValue, depth: depth, visit)
        attentionOutput.forEach(with: other.attentionOutput, depth: depth, visit)
        attentionNorm.forEach(with: other.attentionNorm, depth: depth, visit)
        expand.forEach(with: other.expand, depth: depth, visit)
        contract.forEach(with: other.contract, depth: depth, visit)
        outputNorm.forEach(with: other.outputNorm, depth: depth, visit)
    }
}

extension LinearParameters {
    mutating func forEach(with other: LinearParameters, depth: Int?, _ visit: ParameterVisit) {
        visit(ParameterRole(depth: depth, decays: true), &weight.values, other.weight.values)
        visit(ParameterRole(depth: depth, decays: false), &bias, other.bias)
    }
}

extension NormParameters {
    fileprivate mutating func forEach(with other: NormParameters, depth: Int?, _ visit: ParameterVisit) {
        let role = ParameterRole(depth: depth, decays: false)
        visit(role, &gain, other.gain)
        visit(role, &bias, other.bias)
    }
}

extension PoolingParameters {
    fileprivate mutating func forEach(with other: PoolingParameters, _ visit: ParameterVisit) {
        project.forEach(with: other.project, depth: nil, visit)
        visit(ParameterRole(depth: nil, decays: true), &entity.values, other.entity.values)
        visit(ParameterRole(depth: nil, decays: false), &query, other.query)
    }
}

extension HeadParameters {
    fileprivate mutating func forEach(with other: HeadParameters, _ visit: ParameterVisit) {
        expand.forEach(with: other.expand, depth: nil, visit)
        output.forEach(with: other.output, depth: nil, visit)
    }
}

extension Compute {
    /// x Wᵀ + b.
    func callAsFunction(_ linear: LinearParameters, _ x: Matrix) -> Matrix {
        var y = product(x, transposed: linear.weight)
        add(linear.bias, toRowsOf: &y)
        return y
    }

    /// The gradients of a linear layer with input `x`, from that of its output.
    func backward(_ linear: LinearParameters, input x: Matrix, gradient: Matrix) -> LinearParameters {
        LinearParameters(weight: product(transposing: gradient, x), bias: columnSums(gradient))
    }
}
