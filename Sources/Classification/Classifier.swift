import Dispatch
public import Domain
import Synchronization

/// How the encoder's products are computed.
public enum Precision: String, Sendable, CaseIterable {
    /// Int8 weights and activations with exact sums: the fast path.
    case int8
    /// Products in fp32: the reference path.
    case fp32
}

/// Scores texts: encoder, attention pooling, heads.
///
/// An assessment depends on its text alone: not on the batch, the order or the number of threads.
public struct Classifier: Sendable {
    /// Tokens that one pass holds at most, unless one text has more: about 1.5 MB of activations, so that they stay in
    /// the core's cache while the weights stream by.
    private static let tokensPerPass = 128

    /// The encoder on either path.
    private enum Path: Sendable {
        case int8(QuantizedEncoder)
        case fp32(Encoder)
    }

    /// Tokens of the texts whose states are held between the layers before an exit and those behind it: about 3 MB.
    private static let tokensPerBlock = 2048

    /// The sizes of the encoder.
    public let shape: EncoderShape
    private let path: Path
    private let parts: ClassifierParts
    /// What judges texts at the exit; nil where all go through the whole encoder.
    private let exitParts: ClassifierParts?
    private let pool: ThreadPool
    private let workspaces: Workspaces

    /// Builds the classifier that a file of weights describes.
    ///
    /// - Parameters:
    ///   - threads: Threads to use at most, the caller's included.
    ///   - precision: How products are computed; if nil, int8 where the file's matrices are and the kernels can.
    ///   - exact: Whether all texts go through the whole encoder, as they do in fp32 in any case.
    /// - Throws: `WeightsError` when a tensor is missing or of another shape, the labels are not usable, or int8 is
    ///   asked of a file that was not quantised.
    public init(weights: WeightsFile, threads: Int, precision: Precision? = nil, exact: Bool = false)
        throws(WeightsError)
    {
        shape = weights.header.encoder
        if precision != .fp32, let encoder = try QuantizedEncoder(source: weights, shape: shape) {
            path = .int8(encoder)
        } else if precision == .int8 {
            throw .notQuantized(path: weights.path)
        } else {
            path = .fp32(try Encoder(source: weights, shape: shape))
        }
        parts = try ClassifierParts(weights)
        if !exact, case .int8 = path, let exit = weights.header.exit {
            exitParts = try ClassifierParts(weights, at: exit)
        } else {
            exitParts = nil
        }
        pool = ThreadPool(threads: max(1, threads))
        workspaces = Workspaces(count: pool.members)
    }

    /// The precision in use.
    public var precision: Precision { if case .int8 = path { .int8 } else { .fp32 } }

    /// Where confident texts leave; nil where all go through the whole encoder.
    public var exit: EarlyExit? { exitParts?.exit }

    /// One assessment a text, in order.
    ///
    /// Texts longer than the encoder's limit are judged by their beginning. Blocks the caller's thread; from a task, use
    /// `assessments(of:entities:)`.
    /// - Parameter entities: The words of each text that name an entity, to be asked about one by one; as many elements
    ///   as there are texts, or none.
    public func assess(_ batch: TokenBatch, entities: [[Range<Int>]] = []) -> [Assessment] {
        precondition(entities.isEmpty || entities.count == batch.count)
        guard batch.count > 0 else { return [] }
        let batch = batch.truncated(to: shape.positions)
        guard let exitParts, let exit else { return assess(batch, entities, .whole(shape), parts) }
        return blocks(of: batch).flatMap { texts in
            let block = batch.selecting(Array(texts))
            return assess(
                block, entities.isEmpty ? [] : Array(entities[texts]), leavingAt: exit, judgedBy: exitParts)
        }
    }

    /// What the exit of a file of weights says of texts, whether it is confident or not; nil where there is no exit.
    package func assessmentsAtExit(
        of batch: TokenBatch, entities: [[Range<Int>]] = []
    ) -> [Assessment]? {
        guard let exit, let exitParts else { return nil }
        return assess(
            batch.truncated(to: shape.positions), entities, Stage(layers: 0..<exit.layers), exitParts)
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

    /// The last hidden states of the encoder alone, one row a token, for measuring.
    package func hiddenStates(of batch: TokenBatch) -> Matrix {
        let passes = map(batch, .whole(shape)) { $1.values }
        return Matrix(rows: batch.ids.count, columns: shape.width, values: passes.flatMap { $0 })
    }

    /// Operations of the encoder's products for each token of a text with such an assessment.
    public func operationsPerToken(_ assessment: Assessment) -> Int {
        let layers = assessment.leftEarly ? exit?.layers ?? shape.layers : shape.layers
        return LayerStep.allCases.reduce(0) { $0 + $1.operations(shape) } * layers
    }

    /// How long each kind of step takes on one thread over the batch, and how many int8 operations it has; nothing in
    /// fp32.
    public func profile(_ batch: TokenBatch) -> [(step: LayerStep, seconds: Double, operations: Double)] {
        guard case .int8(let encoder) = path else { return [] }
        let profile = Profile()
        let workspace = Workspace()
        for texts in passes(of: batch) {
            workspace.reserve(for: batch, texts: texts, shape: shape, members: 1)
            encoder.run(
                batch, texts: texts, .whole(shape), workspace: workspace, part: .whole, profile: profile
            ) {}
        }
        let durations = profile.durations
        return LayerStep.allCases.map { step in
            let operations = step.operations(shape) * shape.layers * batch.ids.count
            return (step, (durations[step] ?? .zero) / .seconds(1), Double(operations))
        }
    }

    /// Assesses texts, of which the confident ones leave at the exit.
    private func assess(
        _ batch: TokenBatch, _ entities: [[Range<Int>]], leavingAt exit: EarlyExit,
        judgedBy exitParts: ClassifierParts
    ) -> [Assessment] {
        // Each pass's answers at the exit, the texts that stay, and the states with which they do.
        let passes = map(batch, Stage(layers: 0..<exit.layers)) { texts, hidden in
            let assessments = assess(batch, texts: texts, hidden: hidden, entities, exitParts)
            let staying = texts.filter { !exit.lets(assessments[$0 - texts.lowerBound]) }
            let first = batch.offsets[texts.lowerBound]
            let states = staying.flatMap { text in
                let rows = batch.range(of: text)
                return hidden.values[
                    (rows.lowerBound - first) * hidden.columns..<(rows.upperBound - first) * hidden.columns]
            }
            return (assessments: assessments, staying: staying, states: states)
        }
        var assessments = passes.flatMap(\.assessments)
        let staying = passes.flatMap(\.staying)
        guard !staying.isEmpty else { return assessments }
        let rest = batch.selecting(staying)
        let states = Matrix(
            rows: rest.ids.count, columns: shape.width, values: passes.flatMap(\.states))
        let late = assess(
            rest, entities.isEmpty ? [] : staying.map { entities[$0] },
            Stage(layers: exit.layers..<shape.layers, states: states), parts)
        for (text, assessment) in zip(staying, late) { assessments[text] = assessment }
        return assessments
    }

    private func assess(
        _ batch: TokenBatch, _ entities: [[Range<Int>]], _ stage: Stage, _ parts: ClassifierParts
    ) -> [Assessment] {
        map(batch, stage) { assess(batch, texts: $0, hidden: $1, entities, parts) }.flatMap { $0 }
    }

    /// Takes the texts through a stage of the encoder, and what `body` makes of them and their states, pass by pass.
    private func map<Result: Sendable>(
        _ batch: TokenBatch, _ stage: Stage,
        _ body: @Sendable (_ texts: Range<Int>, _ hidden: Matrix) -> Result
    ) -> [Result] {
        if let hidden = hiddenStatesTogether(of: batch, stage) { return [body(0..<batch.count, hidden)] }
        return pool.map(passes(of: batch)) { texts, member in
            body(texts, hiddenStates(of: batch, texts: texts, stage, member: member))
        }
    }

    private func hiddenStates(of batch: TokenBatch, texts: Range<Int>, _ stage: Stage, member: Int) -> Matrix
    {
        switch path {
        case .fp32(let encoder): return encoder.hiddenStates(of: batch, texts: texts)
        case .int8(let encoder):
            let workspace = workspaces[member]
            workspace.reserve(for: batch, texts: texts, shape: shape, members: 1)
            encoder.run(batch, texts: texts, stage, workspace: workspace, part: .whole) {}
            return workspace.hiddenStates(of: batch, texts: texts, width: shape.width)
        }
    }

    /// All threads on all texts, step by step, where there are too few texts to give each thread some.
    private func hiddenStatesTogether(of batch: TokenBatch, _ stage: Stage) -> Matrix? {
        guard batch.count < 2 * pool.members, case .int8(let encoder) = path else { return nil }
        let hidden = Mutex(Matrix(rows: 0, columns: 0))
        let everything = 0..<batch.count
        pool.run { member in
            let workspace = workspaces[0]
            let part = Part(member: member, members: pool.members)
            if member == 0 {
                workspace.reserve(for: batch, texts: everything, shape: shape, members: part.members)
            }
            pool.barrier()
            encoder.run(
                batch, texts: everything, stage, workspace: workspace, part: part, barrier: pool.barrier)
            guard member == 0 else { return }
            let states = workspace.hiddenStates(of: batch, texts: everything, width: shape.width)
            hidden.withLock { $0 = states }
        }
        return hidden.withLock { $0 }
    }

    /// Cuts a batch into runs of texts of not much more than `tokensPerBlock`.
    private func blocks(of batch: TokenBatch) -> [Range<Int>] {
        var blocks: [Range<Int>] = []
        var start = 0
        for text in 0..<batch.count
        where text == batch.count - 1
            || batch.offsets[text + 1] - batch.offsets[start] >= Self.tokensPerBlock
        {
            blocks.append(start..<text + 1)
            start = text + 1
        }
        return blocks
    }

    /// Cuts a batch into runs of texts of about the same number of tokens, as many for each thread.
    private func passes(of batch: TokenBatch) -> [Range<Int>] {
        let total = batch.ids.count
        let rounds = (total + Self.tokensPerPass * pool.members - 1) / (Self.tokensPerPass * pool.members)
        let count = max(rounds * pool.members, 1)
        var passes: [Range<Int>] = []
        var start = 0
        for text in 0..<batch.count where batch.offsets[text + 1] >= total * (passes.count + 1) / count {
            passes.append(start..<text + 1)
            start = text + 1
        }
        return passes
    }

    private func assess(
        _ batch: TokenBatch, texts: Range<Int>, hidden: Matrix, _ entities: [[Range<Int>]],
        _ parts: ClassifierParts
    ) -> [Assessment] {
        let pooling = parts.pooling
        let projections = pooling.projections(of: hidden)
        let rows = texts.map { batch.pooledRows(of: $0, countedFrom: texts.lowerBound) }
        let pooled = rows.map { pooling.pool(hidden, projections: projections, rows: $0) }
        let vectors = Matrix(
            rows: texts.count, columns: shape.width, values: pooled.flatMap(\.pooled))
        let sentiments = parts.sentiment.probabilities(of: vectors)
        let topics = parts.topic.probabilities(of: vectors)
        let towards = entities.isEmpty ? [] : entitySentiments(batch, texts, entities, hidden, rows, parts)
        let embeddings = parts.embedding.map { $0(vectors) } ?? vectors
        return texts.enumerated().map { index, text in
            Assessment(
                sentiment: SentimentScores(sentiments.row(index)),
                topics: zip(parts.topic.labels, topics.row(index)).map {
                    TopicScore(name: $0, probability: $1)
                },
                attention: batch.wordWeights(of: text, tokenWeights: pooled[index].weights),
                embedding: embeddings.row(index), towards: entities.isEmpty ? [] : towards[index],
                leftEarly: parts.exit != nil)
        }
    }

    /// The sentiment towards each entity of each text.
    private func entitySentiments(
        _ batch: TokenBatch, _ texts: Range<Int>, _ entities: [[Range<Int>]], _ hidden: Matrix,
        _ rows: [Range<Int>], _ parts: ClassifierParts
    ) -> [[SentimentScores]] {
        guard texts.contains(where: { !entities[$0].isEmpty }) else { return texts.map { _ in [] } }
        let entityPooling = parts.entityPooling
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
                return SentimentScores(parts.entitySentiment.probabilities(of: input).row(0))
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
    /// The rows of a text that are pooled, counted from the first token of the text `first`.
    package func pooledRows(of text: Int, countedFrom first: Int = 0) -> Range<Int> {
        let rows = AttentionPooling.pooledRows(of: range(of: text))
        return rows.lowerBound - offsets[first]..<rows.upperBound - offsets[first]
    }

    /// Sums the weights of a text's tokens by word.
    func wordWeights(of text: Int, tokenWeights: [Float]) -> [WordWeight] {
        let rows = pooledRows(of: text)
        var weights = [Float](repeating: 0, count: wordCount(of: text))
        for (token, weight) in zip(rows, tokenWeights) where wordIndices[token] >= 0 {
            weights[Int(wordIndices[token])] += weight
        }
        return zip(words(of: text), weights).map { WordWeight(word: $0, weight: $1) }
    }
}
