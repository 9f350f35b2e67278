package import Domain

// What further heads learn from: the states of an encoder that stays as it is.

extension Classifier {
    /// The last hidden states of the encoder, one row a token, for measuring.
    package func hiddenStates(of batch: TokenBatch) -> Matrix {
        states(of: batch, after: shape.layers)
    }

    /// The mean states of each text behind some layers, counted from 1, side by side: a row a text.
    package func meanStates(of batch: TokenBatch, after layers: [Int]) -> Matrix {
        var stage = Stage(layers: 0..<(layers.max() ?? 0))
        stage.means = layers
        let passes = map(batch.truncated(to: shape.positions), stage) { $1.means.values }
        return Matrix(
            rows: batch.count, columns: layers.count * shape.width, values: passes.flatMap { $0 })
    }

    /// The states of all tokens behind some of the first layers, one row a token.
    package func states(of batch: TokenBatch, after layers: Int) -> Matrix {
        let passes = map(batch, Stage(layers: 0..<layers)) { $1.hidden.values }
        return Matrix(rows: batch.ids.count, columns: shape.width, values: passes.flatMap { $0 })
    }

    /// What the heads of an entity see of the words of each text that name one: a row an entity, in order.
    package func entityStates(of batch: TokenBatch, entities: [[Range<Int>]]) -> Matrix {
        let batch = batch.truncated(to: shape.positions)
        let rows = map(batch, .whole(shape)) { texts, encoded in
            lastHeads.entityInputs(batch, texts, entities, encoded.hidden).flatMap { $0.map(\.values) }
        }.flatMap { $0 }
        return Matrix(rows: rows.count, columns: 2 * shape.width, values: rows.flatMap { $0 })
    }
}
