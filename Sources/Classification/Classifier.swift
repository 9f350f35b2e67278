import Dispatch
public import Domain
import Synchronization

/// Scores texts: encoder, attention pooling, heads.
///
/// An assessment depends only on its text: not on the batch, the order or the number of threads.
public struct Classifier: Sendable {
    /// The sizes of the encoder.
    public let shape: EncoderShape
    private let path: EncoderPath
    /// What the model is asked, in the order of its answers.
    public let heads: [HeadSpec]
    let lastHeads: HeadSet
    /// What judges texts at the exit; nil where all go through the whole encoder.
    private let exitHeads: HeadSet?
    /// Finds names; nil where the weights have none that does.
    let tagger: Tagger?
    private let pool: ThreadPool
    private let workspaces: Workspaces

    /// Builds the classifier that a file of weights describes.
    ///
    /// - Parameters:
    ///   - threads: Threads to use at most, the caller's included.
    ///   - precision: How products are computed; if nil, int8 where the file's matrices are and the kernels
    ///     can.
    ///   - exact: Whether all texts go through the whole encoder, as they do in fp32 in any case.
    /// - Throws: `WeightsError` when a tensor is missing or of another shape, the labels are not usable, or
    ///   int8 is asked of a file that was not quantized.
    public init(weights: WeightsFile, threads: Int, precision: Precision? = nil, exact: Bool = false)
        throws(WeightsError)
    {
        shape = weights.header.encoder
        if precision != .fp32, let encoder = try QuantizedEncoder(source: weights, shape: shape) {
            path = .int8(encoder)
        } else if precision == .int8 {
            throw .notQuantized(path: weights.path)
        } else {
            path = .fp32(try ReferenceEncoder(source: weights, shape: shape))
        }
        heads = weights.header.heads
        lastHeads = try HeadSet(weights)
        if !exact, case .int8 = path, let exit = weights.header.exit {
            exitHeads = try HeadSet(weights, at: exit)
        } else {
            exitHeads = nil
        }
        let isQuantized = if case .int8 = path { true } else { false }
        tagger = try weights.header.tagger.map { spec throws(WeightsError) in
            try Tagger(spec, from: weights, quantized: isQuantized)
        }
        pool = ThreadPool(threads: max(1, threads))
        workspaces = Workspaces(count: pool.members)
    }

    /// The precision in use.
    public var precision: Precision { if case .int8 = path { .int8 } else { .fp32 } }

    /// Where confident texts leave; nil where all go through the whole encoder.
    public var exit: EarlyExit? { exitHeads?.exit }

    /// One assessment a text, in order.
    ///
    /// Texts longer than the encoder's limit are judged by their beginning. Blocks the caller's thread; from
    /// a task, use `assessments(of:entities:)`.
    /// - Parameter entities: The words of each text that name an entity, to be asked about one by one; as
    ///   many elements as there are texts, or none.
    public func assess(_ batch: TokenBatch, entities: [[Range<Int>]] = []) -> [Assessment] {
        precondition(entities.isEmpty || entities.count == batch.count)
        guard batch.count > 0 else { return [] }
        let batch = batch.truncated(to: shape.positions)
        guard let exitHeads, let exit else { return assess(batch, entities, .whole(shape), lastHeads) }
        return batch.blocks().flatMap { texts in
            let block = batch.selecting(Array(texts))
            return assess(
                block, entities.isEmpty ? [] : Array(entities[texts]), leavingAt: exit, judgedBy: exitHeads)
        }
    }

    /// What the exit of a file of weights says of texts, whether it is confident or not; nil where there is
    /// no exit.
    package func assessmentsAtExit(
        of batch: TokenBatch, entities: [[Range<Int>]] = []
    ) -> [Assessment]? {
        guard let exit, let exitHeads else { return nil }
        return assess(
            batch.truncated(to: shape.positions), entities, Stage(layers: 0..<exit.layers), exitHeads)
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

    /// Operations of the encoder's products for each token of a text with such an assessment.
    public func operationsPerToken(_ assessment: Assessment) -> Int {
        let isShort = assessment.leftEarly && assessment.risk?.isEarly ?? true
        let layers = isShort ? exit?.layers ?? shape.layers : shape.layers
        return LayerStep.allCases.reduce(0) { $0 + $1.operations(shape) } * layers
    }

    /// How long each kind of step takes on one thread over the batch, and how many int8 operations it has;
    /// nothing in fp32.
    public func profile(_ batch: TokenBatch) -> [(step: LayerStep, seconds: Double, operations: Double)] {
        guard case .int8(let encoder) = path else { return [] }
        let profile = Profile()
        let workspace = Workspace()
        for texts in batch.passes(members: pool.members) {
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
        judgedBy exitHeads: HeadSet
    ) -> [Assessment] {
        // Each pass's answers at the exit, the texts that stay, and the states with which they do.
        let stage = Stage(layers: 0..<exit.layers, means: exitHeads.risk?.layers ?? [])
        let passes = map(batch, stage) { texts, encoded in
            let assessments = exitHeads.assess(batch, texts: texts, encoded, entities)
            let hidden = encoded.hidden
            let staying = texts.filter {
                let assessment = assessments[$0 - texts.lowerBound]
                return !exit.lets(assessment) || exitHeads.risk?.settles(assessment) == false
            }
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
            Stage(layers: exit.layers..<shape.layers, states: states), lastHeads)
        for (text, assessment) in zip(staying, late) {
            // What the exit is sure of stands; only the risks were in doubt.
            if exit.lets(assessments[text]) {
                assessments[text].risk = assessment.risk
                assessments[text].entityRisks = assessment.entityRisks
            } else {
                assessments[text] = assessment
            }
        }
        return assessments
    }

    private func assess(
        _ batch: TokenBatch, _ entities: [[Range<Int>]], _ stage: Stage, _ heads: HeadSet
    ) -> [Assessment] {
        var stage = stage
        stage.means = heads.risk?.layers ?? []
        return map(batch, stage) { heads.assess(batch, texts: $0, $1, entities) }.flatMap { $0 }
    }

    /// Takes the texts through a stage of the encoder, and what `body` makes of them and their states, pass
    /// by pass.
    func map<Result: Sendable>(
        _ batch: TokenBatch, _ stage: Stage, by layers: EncoderPath? = nil,
        _ body: @Sendable (_ texts: Range<Int>, _ encoded: EncodedTexts) -> Result
    ) -> [Result] {
        let path = layers ?? self.path
        if let encoded = encodedTogether(batch, stage, path) { return [body(0..<batch.count, encoded)] }
        return pool.map(batch.passes(members: pool.members)) { texts, member in
            body(texts, encoded(batch, texts: texts, stage, path, member: member))
        }
    }

    private func encoded(
        _ batch: TokenBatch, texts: Range<Int>, _ stage: Stage, _ path: EncoderPath, member: Int
    ) -> EncodedTexts {
        switch path {
        case .fp32(let encoder): return encoder.encoded(of: batch, texts: texts, stage)
        case .int8(let encoder):
            let workspace = workspaces[member]
            let means = stage.means.count
            workspace.reserve(for: batch, texts: texts, shape: shape, members: 1, means: means)
            encoder.run(batch, texts: texts, stage, workspace: workspace, part: .whole) {}
            return workspace.encoded(of: batch, texts: texts, width: shape.width, means: means)
        }
    }

    /// All threads on all texts, step by step, where there are too few texts to give each thread some.
    private func encodedTogether(
        _ batch: TokenBatch, _ stage: Stage, _ path: EncoderPath
    ) -> EncodedTexts? {
        guard batch.count < 2 * pool.members, case .int8(let encoder) = path else { return nil }
        let encoded = Mutex<EncodedTexts?>(nil)
        let everything = 0..<batch.count
        pool.run { member in
            let workspace = workspaces[0]
            let part = Part(member: member, members: pool.members)
            if member == 0 {
                workspace.reserve(
                    for: batch, texts: everything, shape: shape, members: part.members,
                    means: stage.means.count)
            }
            pool.barrier()
            encoder.run(
                batch, texts: everything, stage, workspace: workspace, part: part, barrier: pool.barrier)
            guard member == 0 else { return }
            let left = workspace.encoded(
                of: batch, texts: everything, width: shape.width, means: stage.means.count)
            encoded.withLock { $0 = left }
        }
        return encoded.withLock { $0 }
    }
}
