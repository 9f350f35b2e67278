package import Domain

extension Classifier {
    /// The tags that the weights give to words; nil where they have no tagger.
    public var tagScheme: TagScheme? { tagger?.scheme }

    /// Tags the words of texts; nil where the weights have no tagger.
    ///
    /// - Parameters:
    ///   - batch: The tokens of the texts, which are cut at what the encoder takes.
    ///   - texts: The same texts, cut into words.
    package func taggedWords(_ batch: TokenBatch, _ texts: [TagText]) -> [[TaggedWord]]? {
        guard let tagger else { return nil }
        let batch = batch.truncated(to: shape.positions)
        let rows = TagRows(batch, texts)
        let inputs = tagger.inputs(states(of: batch, after: tagger.sharedLayers), rows)
        let passes = map(batch, Stage(layers: 0..<tagger.layers, states: inputs), by: tagger.path) {
            $1.hidden.values
        }
        let hidden = Matrix(
            rows: batch.ids.count, columns: shape.width, values: passes.flatMap { $0 })
        return tagger.tags(hidden, rows, texts)
    }
}
