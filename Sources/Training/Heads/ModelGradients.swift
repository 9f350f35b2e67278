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

extension ModelParameters {
    /// The loss of a batch: the mean over its texts of the cross-entropies of the heads that have a label, the
    /// entities' counting as texts of their own.
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

        let pooling = self.pooling.forward(hidden, views: batch.views, compute)
        let inputs = dropped(pooling.pooled, pass, 1, compute)
        let sentiment = self.sentiment.lossAndGradients(
            inputs, targets: batch.sentiments, count: count, compute)
        let topic = self.topic.lossAndGradients(inputs, targets: batch.topics, count: count, compute)
        gradients.sentiment = sentiment.parameters
        gradients.topic = topic.parameters
        var pooledGradient = sentiment.inputs
        compute.add(topic.inputs.values, to: &pooledGradient.values)
        compute.dropout(&pooledGradient, rate: pass.dropout, seed: pass.headSeed(1))
        var lexical = lexicalLoss(batch, pooling, count: count, compute)
        compute.scale(&lexical.pooled.values, by: pass.lexical)
        compute.scale(&lexical.parameters.weight.values, by: pass.lexical)
        compute.scale(&lexical.parameters.bias, by: pass.lexical)
        gradients.lexicon = lexical.parameters
        gradients.pooling = self.pooling.backward(
            pooledGradient, lexical: (lexical.words, lexical.pooled), pooling, hidden: hidden,
            views: batch.views, hiddenGradient: &hiddenGradient, compute)

        let entityLoss = entityPass(batch, hidden, &hiddenGradient, &gradients, count: count, pass, compute)
        let loss = sentiment.loss + topic.loss + entityLoss + pass.lexical * lexical.loss
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

    /// The entities' share of the loss; adds to the hidden states' gradient.
    private func entityPass(
        _ batch: TrainingBatch, _ hidden: Matrix, _ hiddenGradient: inout Matrix,
        _ gradients: inout ModelParameters,
        count: Int, _ pass: PassSettings, _ compute: Compute
    ) -> Float {
        let views = batch.entityViews
        let trace = entityPooling.forward(hidden, views: views, compute)
        let inputs = dropped(trace.pooled.beside(trace.entities), pass, 2, compute)
        var head = entitySentiment.lossAndGradients(
            inputs, targets: batch.entitySentiments, count: count, compute)
        gradients.entitySentiment = head.parameters
        compute.dropout(&head.inputs, rate: pass.dropout, seed: pass.headSeed(2))
        let (pooledGradient, entityGradient) = head.inputs.halves()
        gradients.entityPooling = entityPooling.backward(
            pooledGradient, entityGradient: entityGradient, trace, hidden: hidden, views: views,
            hiddenGradient: &hiddenGradient, compute)
        return head.loss
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

    /// Probabilities of each head, a row a text or an entity.
    func probabilities(
        _ batch: TrainingBatch, heads: Int, _ compute: Compute
    ) -> (sentiment: Matrix, topic: Matrix, entity: Matrix) {
        let hidden = encoder.forward(batch.tokens, heads: heads, dropout: 0, seed: 0, compute).hidden
        let pooled = pooling.forward(hidden, views: batch.views, compute).pooled
        let entity = entityPooling.forward(hidden, views: batch.entityViews, compute)
        return (
            sentiment.probabilities(pooled, compute), topic.probabilities(pooled, compute),
            entitySentiment.probabilities(entity.pooled.beside(entity.entities), compute)
        )
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
