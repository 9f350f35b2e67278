import Classification
import Domain

// The whole model: encoder → attention pooling → heads, forward and backward over one batch.

/// What one pass over a batch is to do.
struct PassSettings: Sendable {
    var heads: Int
    var dropout: Float
    var seed: UInt64
    /// Whether the encoder's gradients are wanted, and among them those of the word vectors.
    var trainsEncoder = true
    var trainsWords = false
    /// The weight of the lexical loss; 0 leaves the attention to itself.
    var lexical: Float = 0
}

/// What all heads of a pass share.
private struct Lesson {
    let batch: TrainingBatch
    /// What sums are divided by.
    let count: Int
    let pass: PassSettings
    let compute: Compute
}

extension ModelParameters {
    /// The loss of a batch: the mean over its texts of the cross-entropies of the heads that have a label,
    /// the entities' counting as texts of their own.
    ///
    /// - Parameters:
    ///   - perturbation: Added to the word vectors, a row a token.
    ///   - count: What sums are divided by; the texts of the step of which the batch is a part.
    /// - Returns: the loss, the gradients of the parameters, and that of the embeddings' sum, a row a token.
    func lossAndGradients(
        _ batch: TrainingBatch, perturbation: Matrix? = nil, count: Int, _ pass: PassSettings,
        _ compute: Compute
    ) -> (loss: Float, gradients: ModelParameters, embedded: Matrix) {
        let (hidden, trace) = encoder.forward(
            batch.tokens, heads: pass.heads, perturbation: perturbation,
            dropout: pass.trainsEncoder ? pass.dropout : 0, seed: pass.seed, compute)
        var gradients = self
        var hiddenGradient = Matrix(rows: hidden.rows, columns: hidden.columns)

        let lesson = Lesson(batch: batch, count: count, pass: pass, compute: compute)
        let pooling = self.pooling.forward(hidden, views: batch.views, compute)
        let text = headPass(.text, pooling.pooled, lesson, &gradients)
        var lexical = lexicalLoss(batch, pooling, count: count, compute)
        compute.scale(&lexical.pooled.values, by: pass.lexical)
        compute.scale(&lexical.parameters.weight.values, by: pass.lexical)
        compute.scale(&lexical.parameters.bias, by: pass.lexical)
        gradients.lexicon = lexical.parameters
        gradients.pooling = self.pooling.backward(
            text.inputs, lexical: (lexical.words, lexical.pooled), pooling, hidden: hidden,
            views: batch.views, hiddenGradient: &hiddenGradient, compute)

        let entityLoss = entityPass(hidden, &hiddenGradient, lesson, &gradients)
        let wordLoss = wordPass(hidden, &hiddenGradient, lesson, &gradients)
        let loss = text.loss + entityLoss + wordLoss + pass.lexical * lexical.loss
        guard pass.trainsEncoder else {
            gradients.encoder = EncoderParameters.none(width: hidden.columns, layers: encoder.layers.count)
            return (loss, gradients, Matrix(rows: 0, columns: hidden.columns))
        }
        let (encoderGradients, embedded) = encoder.backward(
            hiddenGradient, trace, batch.tokens, dropout: pass.dropout, seed: pass.seed,
            trainsWords: pass.trainsWords, compute)
        gradients.encoder = encoderGradients
        return (loss, gradients, embedded)
    }

    /// The heads of one scope over the same inputs: the sum of their losses, and the gradient of the inputs.
    private func headPass(
        _ scope: HeadSpec.Scope, _ inputs: Matrix, _ lesson: Lesson, _ gradients: inout ModelParameters
    ) -> (loss: Float, inputs: Matrix) {
        let compute = lesson.compute
        let inputs = dropped(inputs, lesson.pass, scope.place, compute)
        var loss: Float = 0
        var sum: Matrix?
        for place in places(of: scope) {
            let own = heads[place].lossAndGradients(
                inputs, targets: lesson.batch.targets(of: heads[place].spec), count: lesson.count, compute)
            loss += own.loss
            gradients.heads[place] = own.parameters
            if var all = sum {
                compute.add(own.inputs.values, to: &all.values)
                sum = all
            } else {
                sum = own.inputs
            }
        }
        var gradient = sum ?? Matrix(rows: inputs.rows, columns: inputs.columns)
        compute.dropout(
            &gradient, rate: lesson.pass.dropout, seed: lesson.pass.headSeed(scope.place))
        return (loss, gradient)
    }

    /// The entities' share of the loss; adds to the hidden states' gradient.
    private func entityPass(
        _ hidden: Matrix, _ hiddenGradient: inout Matrix, _ lesson: Lesson,
        _ gradients: inout ModelParameters
    ) -> Float {
        let views = lesson.batch.entityViews
        let trace = entityPooling.forward(hidden, views: views, lesson.compute)
        let (loss, inputs) = headPass(.entity, trace.pooled.beside(trace.entities), lesson, &gradients)
        let (pooledGradient, entityGradient) = inputs.halves()
        gradients.entityPooling = entityPooling.backward(
            pooledGradient, entityGradient: entityGradient, trace, hidden: hidden, views: views,
            hiddenGradient: &hiddenGradient, lesson.compute)
        return loss
    }

    /// The words' share of the loss; adds to the hidden states' gradient.
    private func wordPass(
        _ hidden: Matrix, _ hiddenGradient: inout Matrix, _ lesson: Lesson,
        _ gradients: inout ModelParameters
    ) -> Float {
        guard !places(of: .token).isEmpty else { return 0 }
        let rows = lesson.batch.wordRows
        let (loss, inputs) = headPass(.token, hidden.selecting(rows), lesson, &gradients)
        for (place, row) in rows.enumerated() {
            addRow(place, of: inputs, toRow: row, of: &hiddenGradient)
        }
        return loss
    }

    private func dropped(_ inputs: Matrix, _ pass: PassSettings, _ place: UInt64, _ compute: Compute)
        -> Matrix
    {
        var inputs = inputs
        compute.dropout(&inputs, rate: pass.dropout, seed: pass.headSeed(place))
        return inputs
    }

    /// The pooled vectors, a row a text.
    func pooled(_ batch: TokenBatch, heads: Int, _ compute: Compute) -> Matrix {
        let hidden = encoder.forward(batch, heads: heads, dropout: 0, seed: 0, compute).hidden
        let views = (0..<batch.count).map { PoolingView(rows: batch.pooledRows(of: $0)) }
        return pooling.forward(hidden, views: views, compute).pooled
    }

    /// Probabilities of each head, a row a text, an entity or a word, as the head's scope is.
    func probabilities(_ batch: TrainingBatch, heads count: Int, _ compute: Compute) -> [HeadName: Matrix] {
        let hidden = encoder.forward(batch.tokens, heads: count, dropout: 0, seed: 0, compute).hidden
        let pooled = pooling.forward(hidden, views: batch.views, compute).pooled
        let entity = entityPooling.forward(hidden, views: batch.entityViews, compute)
        let pairs = heads.map { head in
            let inputs =
                switch head.spec.scope {
                case .text: pooled
                case .entity: entity.pooled.beside(entity.entities)
                case .token: hidden.selecting(batch.wordRows)
                }
            return (head.spec.name, head.probabilities(inputs, compute))
        }
        return Dictionary(pairs, uniquingKeysWith: { first, _ in first })
    }
}

extension HeadSpec.Scope {
    /// Tells the seeds of the scopes' dropout apart.
    fileprivate var place: UInt64 {
        switch self {
        case .text: 1
        case .entity: 2
        case .token: 3
        }
    }
}

extension PassSettings {
    /// The seed of a head's dropout, away from those of the encoder.
    fileprivate func headSeed(_ place: UInt64) -> UInt64 { seed ^ (place << 56) }
}

extension EncoderParameters {
    /// Gradients of an encoder that is not trained: all arrays are empty.
    fileprivate static func none(width: Int, layers: Int) -> EncoderParameters {
        let matrix = Matrix(rows: 0, columns: width)
        let linear = LinearParameters(weight: matrix, bias: [])
        let norm = NormParameters(gain: [], bias: [])
        let layer = LayerParameters(
            queryKeyValue: linear, attentionOutput: linear, attentionNorm: norm, expand: linear,
            contract: linear,
            outputNorm: norm)
        return EncoderParameters(
            embeddings: EmbeddingParameters(words: matrix, positions: matrix, types: matrix, norm: norm),
            layers: [LayerParameters](repeating: layer, count: layers))
    }
}

extension Matrix {
    /// Some of the rows, in the order given.
    func selecting(_ rows: [Int]) -> Matrix {
        Matrix(rows: rows.count, columns: columns, values: rows.flatMap { row($0) })
    }

    /// The rows of two matrices side by side.
    fileprivate func beside(_ other: Matrix) -> Matrix {
        precondition(rows == other.rows)
        var values: [Float] = []
        values.reserveCapacity(rows * (columns + other.columns))
        for row in 0..<rows { values += self.row(row) + other.row(row) }
        return Matrix(rows: rows, columns: columns + other.columns, values: values)
    }

    /// The left and the right half of the columns.
    fileprivate func halves() -> (Matrix, Matrix) {
        let half = columns / 2
        var (left, right) = (Matrix(rows: rows, columns: half), Matrix(rows: rows, columns: half))
        for row in 0..<rows {
            let own = self.row(row)
            left.values.replaceSubrange(row * half..<(row + 1) * half, with: own[..<half])
            right.values.replaceSubrange(row * half..<(row + 1) * half, with: own[half...])
        }
        return (left, right)
    }
}
