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
    /// Threads to use at most.
    public var threads: Int

    public init(encoder: Encoder, pooling: AttentionPooling, sentiment: Head, topic: Head, threads: Int) {
        precondition(sentiment.labels == Sentiment.allCases.map(\.rawValue), "sentiment labels in this order")
        self.encoder = encoder
        self.pooling = pooling
        self.sentiment = sentiment
        self.topic = topic
        self.threads = max(1, threads)
    }

    /// One assessment a text, in order.
    ///
    /// Texts longer than the encoder's limit are judged by their beginning.
    ///
    /// Blocks the caller's thread; from a task, use `assessments(of:)`.
    public func assess(_ batch: TokenBatch) -> [Assessment] {
        let batch = batch.truncated(to: encoder.shape.positions)
        let passes = passes(of: batch)
        let results = parallelMap(passes, threads: threads) { assess(batch, texts: $0) }
        return results.flatMap { $0 }
    }

    /// The same as `assess`, on threads of its own, so that no task of others waits for a core's turn.
    @concurrent
    public func assessments(of batch: TokenBatch) async -> [Assessment] {
        await withCheckedContinuation { continuation in
            DispatchQueue.global(qos: .userInitiated).async { continuation.resume(returning: assess(batch)) }
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

    private func assess(_ batch: TokenBatch, texts: Range<Int>) -> [Assessment] {
        let hidden = encoder.hiddenStates(of: batch, texts: texts)
        let scores = pooling.scores(of: hidden)
        let base = batch.offsets[texts.lowerBound]
        let pooled = texts.map { text in
            let range = batch.range(of: text)
            return pooling.pool(
                hidden, scores: scores, rows: range.lowerBound - base..<range.upperBound - base)
        }
        let vectors = Matrix(
            rows: texts.count, columns: encoder.shape.width, values: pooled.flatMap(\.pooled))
        let sentiments = sentiment.probabilities(of: vectors)
        let topics = topic.probabilities(of: vectors)
        return texts.enumerated().map { index, text in
            let s = sentiments.row(index)
            return Assessment(
                sentiment: SentimentScores(negative: s[0], neutral: s[1], positive: s[2]),
                topics: zip(topic.labels, topics.row(index)).map { TopicScore(name: $0, probability: $1) },
                attention: batch.wordWeights(of: text, tokenWeights: pooled[index].weights),
                embedding: pooled[index].pooled)
        }
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

    /// Sums the weights of a text's tokens by word.
    func wordWeights(of text: Int, tokenWeights: [Float]) -> [WordWeight] {
        let rows = AttentionPooling.pooledRows(of: range(of: text))
        var weights = [Float](repeating: 0, count: words[text].count)
        for (token, weight) in zip(rows, tokenWeights) where wordIndices[token] >= 0 {
            weights[Int(wordIndices[token])] += weight
        }
        return zip(words[text], weights).map { WordWeight(word: $0, weight: $1) }
    }
}
