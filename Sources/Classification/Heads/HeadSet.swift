import Domain

/// What is above the encoder, or above one of its layers: the poolings and the heads, which turn hidden
/// states into assessments.
struct HeadSet: Sendable {
    /// The longest rows of projections and heads that a header may ask for.
    private static let widths = 1...1 << 16

    /// Over which layer the heads are, and when texts leave there; nil over the last layer.
    let exit: EarlyExit?
    let width: Int
    private let pooling: AttentionPooling
    private let entityPooling: AttentionPooling
    private let heads: [Head]
    /// Judges adverse events; nil where the model does not.
    let risk: RiskHead?
    /// From the pooled vector to one as the last layer would have given; nil over the last layer.
    private let embedding: Linear?

    /// Reads the heads of a file of weights, or those at its exit.
    ///
    /// - Throws: `WeightsError` when a tensor is missing or of another shape, or the header asks for what
    ///   cannot be.
    init(_ weights: WeightsFile, at exit: EarlyExit? = nil) throws(WeightsError) {
        let header = weights.header
        let prefix = exit == nil ? "" : TensorName.exit
        if let exit, !(1..<header.encoder.layers).contains(exit.layers) {
            throw .badHeader(path: weights.path, reason: "exit.layers")
        }
        if let problem = header.heads.problem { throw .badHeader(path: weights.path, reason: problem) }
        guard Self.widths.contains(header.headWidth), Self.widths.contains(header.poolingWidth) else {
            throw .badHeader(path: weights.path, reason: "headWidth or poolingWidth")
        }
        self.exit = exit
        width = header.encoder.width
        pooling = try AttentionPooling(weights, prefix + TensorName.pooling, seesEntity: false)
        entityPooling = try AttentionPooling(weights, prefix + TensorName.entityPooling, seesEntity: true)
        var heads: [Head] = []
        for spec in header.heads {
            let temperature = exit == nil ? spec.temperature : spec.exitTemperature
            heads.append(try Head(spec, from: weights, prefix: prefix, temperature: temperature))
        }
        self.heads = heads
        risk = try header.risk.map { spec throws(WeightsError) in
            try RiskHead(spec, from: weights, at: exit)
        }
        embedding =
            exit == nil
            ? nil : try Linear(weights, TensorName.exitEmbedding, inputs: width, outputs: width)
    }

    /// The assessments of some texts of a batch.
    ///
    /// - Parameters:
    ///   - encoded: The hidden states of the texts' tokens, and the mean states that the risk head judges.
    ///   - entities: The words of each text of the batch that name an entity; may be empty.
    func assess(
        _ batch: TokenBatch, texts: Range<Int>, _ encoded: EncodedTexts, _ entities: [[Range<Int>]]
    ) -> [Assessment] {
        let hidden = encoded.hidden
        let risks = risk?.scores(of: encoded.means)
        let projections = pooling.projections(of: hidden)
        let rows = texts.map { batch.pooledRows(of: $0, countedFrom: texts.lowerBound) }
        let pooled = rows.map { pooling.pool(hidden, projections: projections, rows: $0) }
        let vectors = Matrix(rows: texts.count, columns: width, values: pooled.flatMap(\.pooled))
        let answers = answers(of: .text, to: vectors)
        let judged = entities.isEmpty ? [] : judgeEntities(batch, texts, entities, hidden)
        let embeddings = embedding.map { $0(vectors) } ?? vectors
        return texts.enumerated().map { index, text in
            Assessment(
                answers: answers[index],
                entityAnswers: entities.isEmpty ? [] : judged[index].map(\.answers),
                wordAnswers: wordAnswers(batch, text: text, countedFrom: texts.lowerBound, hidden),
                attention: batch.wordWeights(of: text, tokenWeights: pooled[index].weights),
                embedding: embeddings.row(index), leftEarly: exit != nil, risk: risks?[index],
                entityRisks: risks.map { risks in
                    entities.isEmpty ? [] : judged[index].map { $0.suffers * risks[index].adverse }
                } ?? [])
        }
    }

    /// The answers of all heads of a scope, a list for each row of inputs.
    private func answers(of scope: HeadSpec.Scope, to inputs: Matrix) -> [[HeadAnswer]] {
        let byHead = heads.filter { $0.spec.scope == scope }.map { $0.answers(to: inputs) }
        return (0..<inputs.rows).map { row in byHead.map { $0[row] } }
    }

    /// The answers about each entity of each text, and the probability that it suffers what the text reports.
    private func judgeEntities(
        _ batch: TokenBatch, _ texts: Range<Int>, _ entities: [[Range<Int>]], _ hidden: Matrix
    ) -> [[(answers: [HeadAnswer], suffers: Float)]] {
        entityInputs(batch, texts, entities, hidden).map { inputs in
            inputs.map { (answers(of: .entity, to: $0)[0], risk?.suffers($0) ?? 0) }
        }
    }

    /// What the heads of an entity see of each entity of each text: the vector pooled for it and the mean of
    /// its tokens' states, side by side in one row.
    func entityInputs(
        _ batch: TokenBatch, _ texts: Range<Int>, _ entities: [[Range<Int>]], _ hidden: Matrix
    ) -> [[Matrix]] {
        guard texts.contains(where: { !entities[$0].isEmpty }) else { return texts.map { _ in [] } }
        let projections = entityPooling.projections(of: hidden)
        let base = batch.offsets[texts.lowerBound]
        return texts.map { text in
            let rows = batch.pooledRows(of: text, countedFrom: texts.lowerBound)
            return entities[text].map { words in
                // Words that were cut off leave the text itself as the entity.
                let tokens = batch.rows(of: text, words: words).map {
                    $0.lowerBound - base..<$0.upperBound - base
                }
                let own = tokens ?? rows
                let about = hidden.mean(
                    of: own, weights: [Float](repeating: 1 / Float(own.count), count: own.count))
                let pooled = entityPooling.pool(hidden, projections: projections, rows: rows, about: about)
                    .pooled
                return Matrix(rows: 1, columns: pooled.count + about.count, values: pooled + about)
            }
        }
    }

    /// The answers about each word of a text; none where no head judges words.
    private func wordAnswers(
        _ batch: TokenBatch, text: Int, countedFrom first: Int, _ hidden: Matrix
    ) -> [[HeadAnswer]] {
        guard heads.contains(where: { $0.spec.scope == .token }) else { return [] }
        let firsts = batch.firstRows(of: text)
        let base = batch.offsets[first]
        let states = Matrix(
            rows: firsts.count, columns: width, values: firsts.flatMap { hidden.row($0.row - base) })
        var words = [[HeadAnswer]](repeating: [], count: batch.wordCount(of: text))
        for (first, answers) in zip(firsts, answers(of: .token, to: states)) { words[first.word] = answers }
        return words
    }
}

extension TokenBatch {
    /// The row of the first token of each word of a text, up to where the text was cut off.
    package func firstRows(of text: Int) -> [(word: Int, row: Int)] {
        var firsts: [(word: Int, row: Int)] = []
        for row in range(of: text) where wordIndices[row] >= 0 {
            let word = Int(wordIndices[row])
            if firsts.last?.word != word { firsts.append((word, row)) }
        }
        return firsts
    }

    /// The rows of a text that are pooled, counted from the first token of the text `first`.
    package func pooledRows(of text: Int, countedFrom first: Int = 0) -> Range<Int> {
        let rows = AttentionPooling.pooledRows(of: range(of: text))
        return rows.lowerBound - offsets[first]..<rows.upperBound - offsets[first]
    }

    /// Sums the weights of a text's tokens by word.
    fileprivate func wordWeights(of text: Int, tokenWeights: [Float]) -> [WordWeight] {
        let rows = pooledRows(of: text)
        var weights = [Float](repeating: 0, count: wordCount(of: text))
        for (token, weight) in zip(rows, tokenWeights) where wordIndices[token] >= 0 {
            weights[Int(wordIndices[token])] += weight
        }
        return zip(words(of: text), weights).map { WordWeight(word: $0, weight: $1) }
    }
}
