import Dispatch
public import Domain

/// Scores texts: encoder, attention pooling, heads.
///
/// An assessment depends on its text alone: not on the batch, the order or the number of threads.
public struct Classifier: Sendable {
    /// Tokens that one pass holds in memory at most (about 30 MB of activations), unless one text has more.
    private static let tokensPerPass = 2048

    public let encoder: Encoder
    let pooling: AttentionPooling
    let sentiment: Head
    let topic: Head
    let entityPooling: AttentionPooling
    /// Takes the pooled vector and the entity's, side by side.
    let entitySentiment: Head
    /// Threads to use at most.
    public var threads: Int

    /// One assessment a text, in order.
    ///
    /// Texts longer than the encoder's limit are judged by their beginning. Blocks the caller's thread; from a task, use
    /// `assessments(of:entities:)`.
    /// - Parameter entities: The words of each text that name an entity, to be asked about one by one; as many elements
    ///   as there are texts, or none.
    public func assess(_ batch: TokenBatch, entities: [[Range<Int>]] = []) -> [Assessment] {
        precondition(entities.isEmpty || entities.count == batch.count)
        let batch = batch.truncated(to: encoder.shape.positions)
        let passes = passes(of: batch)
        let results = parallelMap(passes, threads: threads) { assess(batch, texts: $0, entities: entities) }
        return results.flatMap { $0 }
    }

    /// The same as `assess`, on threads of its own, so that no task of others waits for a core's turn.
    @concurrent
    public func assessments(of batch: TokenBatch, entities: [[Range<Int>]]) async -> [Assessment] {
        await withCheckedContinuation { continuation in
            DispatchQueue.global(qos: .userInitiated).async {
                continuation.resume(returning: assess(batch, entities: entities))
            }
        }
    }

    /// Cuts a batch into runs of texts, at least one a thread where there are enough texts.
    private func passes(of batch: TokenBatch) -> [Range<Int>] {
        let share = (batch.ids.count + threads - 1) / threads
        let limit = min(Self.tokensPerPass, max(share, 1))
        var passes: [Range<Int>] = []
        var start = 0
        for text in 0..<batch.count where batch.offsets[text + 1] - batch.offsets[start] >= limit {
            passes.append(start..<text + 1)
            start = text + 1
        }
        if start < batch.count { passes.append(start..<batch.count) }
        return passes
    }

    private func assess(
        _ batch: TokenBatch, texts: Range<Int>, entities: [[Range<Int>]]
    ) -> [Assessment] {
        let hidden = encoder.hiddenStates(of: batch, texts: texts)
        let projections = pooling.projections(of: hidden)
        let rows = texts.map { batch.pooledRows(of: $0, countedFrom: texts.lowerBound) }
        let pooled = rows.map { pooling.pool(hidden, projections: projections, rows: $0) }
        let vectors = Matrix(
            rows: texts.count, columns: encoder.shape.width, values: pooled.flatMap(\.pooled))
        let sentiments = sentiment.probabilities(of: vectors)
        let topics = topic.probabilities(of: vectors)
        let towards = entities.isEmpty ? [] : entitySentiments(batch, texts, entities, hidden, rows)
        return texts.enumerated().map { index, text in
            Assessment(
                sentiment: SentimentScores(sentiments.row(index)),
                topics: zip(topic.labels, topics.row(index)).map { TopicScore(name: $0, probability: $1) },
                attention: batch.wordWeights(of: text, tokenWeights: pooled[index].weights),
                embedding: pooled[index].pooled, towards: entities.isEmpty ? [] : towards[index])
        }
    }

    /// The sentiment towards each entity of each text.
    private func entitySentiments(
        _ batch: TokenBatch, _ texts: Range<Int>, _ entities: [[Range<Int>]], _ hidden: Matrix,
        _ rows: [Range<Int>]
    ) -> [[SentimentScores]] {
        guard texts.contains(where: { !entities[$0].isEmpty }) else { return texts.map { _ in [] } }
        let projections = entityPooling.projections(of: hidden)
        let base = batch.offsets[texts.lowerBound]
        return zip(texts, rows).map { text, rows in
            entities[text].map { words in
                // Words that were cut off leave the text itself as the entity.
                let tokens = batch.rows(of: text, words: words).map {
                    $0.lowerBound - base..<$0.upperBound - base
                }
                let own = tokens ?? rows
                let about = hidden.mean(
                    of: own, weights: [Float](repeating: 1 / Float(own.count), count: own.count))
                let pooled = entityPooling.pool(hidden, projections: projections, rows: rows, about: about)
                    .pooled
                let input = Matrix(rows: 1, columns: pooled.count + about.count, values: pooled + about)
                return SentimentScores(entitySentiment.probabilities(of: input).row(0))
            }
        }
    }
}

extension SentimentScores {
    /// Reads a row of a head's probabilities.
    fileprivate init(_ row: [Float]) {
        self.init(negative: row[0], neutral: row[1], positive: row[2])
    }
}

extension TokenBatch {
    /// The same texts, each cut to at most `limit` tokens with its closing `[SEP]` kept.
    package func truncated(to limit: Int) -> TokenBatch {
        guard (0..<count).contains(where: { range(of: $0).count > limit }) else { return self }
        var cut = TokenBatch()
        for text in 0..<count {
            let range = range(of: text)
            let kept =
                range.count > limit ? Array(range.prefix(limit - 1)) + [range.upperBound - 1] : Array(range)
            cut.ids += kept.map { ids[$0] }
            cut.wordIndices += kept.map { wordIndices[$0] }
            cut.offsets.append(cut.ids.count)
            cut.words.append(words[text])
        }
        return cut
    }

    /// The rows of a text that are pooled, counted from the first token of the text `first`.
    package func pooledRows(of text: Int, countedFrom first: Int = 0) -> Range<Int> {
        let rows = AttentionPooling.pooledRows(of: range(of: text))
        return rows.lowerBound - offsets[first]..<rows.upperBound - offsets[first]
    }

    /// Sums the weights of a text's tokens by word.
    func wordWeights(of text: Int, tokenWeights: [Float]) -> [WordWeight] {
        let rows = pooledRows(of: text)
        var weights = [Float](repeating: 0, count: words[text].count)
        for (token, weight) in zip(rows, tokenWeights) where wordIndices[token] >= 0 {
            weights[Int(wordIndices[token])] += weight
        }
        return zip(words[text], weights).map { WordWeight(word: $0, weight: $1) }
    }
}
