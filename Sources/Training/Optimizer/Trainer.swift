public import Classification
import Domain
public import Tokenization

/// Trains the classifier end to end: encoder, attention pooling and heads.
///
/// The same corpus, settings and seed give the same weights, whatever the number of threads. Texts follow
/// one another without padding, so a step does not need texts of similar length.
public struct Trainer: Sendable {
    /// Tokens that one pass holds in memory at most (about 150 KB each); a step with more is done in parts
    /// whose gradients add up.
    private static let tokensPerPass = 4096

    let tokenizer: Tokenizer
    let shape: EncoderShape
    let settings: TrainingSettings
    let compute: Compute

    /// A trainer of models of a shape; nothing is read or allocated yet.
    public init(tokenizer: Tokenizer, shape: EncoderShape, settings: TrainingSettings) {
        self.tokenizer = tokenizer
        self.shape = shape
        self.settings = settings
        compute = Compute(threads: max(settings.threads, 1), prefersBfloat16: settings.bfloat16)
    }

    /// Trains, calibrates, and returns the parameters of the best epoch.
    ///
    /// - Parameter checkpoint: A file that is written after every epoch. If it is there at the start, the run
    ///   goes on from it and comes to the same result as one that never stopped.
    /// - Throws: `WeightsError` about the base, `CheckpointError`.
    public func train(
        _ corpus: Corpus, base: Safetensors, checkpoint: String? = nil, progress: (TrainingProgress) -> Void
    ) throws -> TrainedModel {
        var random = SplitMix64(seed: settings.seed)
        var state = TrainingState(
            model: try ModelParameters(
                base: base, shape: shape, poolingWidth: settings.poolingWidth, headWidth: settings.headWidth,
                heads: corpus.heads, random: &random), settings: settings)
        let checkpoint = checkpoint.map(Checkpoint.init)
        let fingerprint = corpus.fingerprint
        if try checkpoint?.read(into: &state, settings: settings, texts: fingerprint) == true {
            progress(.resumed(epoch: state.epochs))
        }
        let texts = repeated(corpus)
        try runEpochs(texts, corpus, &state, progress: progress) { state in
            try checkpoint?.write(state, settings: settings, texts: fingerprint)
        }
        var parameters = state.bestResult
        let temperatures = calibrate(&parameters, corpus)
        return TrainedModel(parameters: parameters, curve: state.curve, temperatures: temperatures)
    }

    /// How long one pass over some texts takes, in seconds, without the first step; for benchmarks.
    package func secondsOfSteps(over texts: [LabeledText], base: Safetensors) throws -> Double {
        var random = SplitMix64(seed: settings.seed)
        var state = TrainingState(
            model: try ModelParameters(
                base: base, shape: shape, poolingWidth: settings.poolingWidth, headWidth: settings.headWidth,
                heads: [.sentiment, .topic(["none"]), .entity], random: &random), settings: settings)
        let batches = stride(from: 0, to: texts.count, by: settings.batch).map {
            Array(texts[$0..<min($0 + settings.batch, texts.count)])
        }
        _ = batches.first.map { take($0, fraction: 0.5, &state) }
        let start = ContinuousClock.now
        for batch in batches { _ = take(batch, fraction: 0.5, &state) }
        return (ContinuousClock.now - start) / .seconds(1)
    }

    /// The training texts, some of them several times.
    private func repeated(_ corpus: Corpus) -> [LabeledText] {
        corpus.training.flatMap { text in
            let times = max(settings.repeats[text.corpus] ?? 1, 1)
            return [LabeledText](
                repeating: text, count: text.isContrast ? times * max(settings.contrasts, 1) : times)
        }
    }

    /// Runs the epochs that are left, each scored on the corpus and then kept.
    func runEpochs<Failure: Error>(
        _ texts: [LabeledText], _ corpus: Corpus, _ state: inout TrainingState,
        progress: (TrainingProgress) -> Void, keep: (TrainingState) throws(Failure) -> Void
    ) throws(Failure) {
        let tags = TagDropout(share: settings.tagDropout, companies: corpus.companies)
        while state.epochs < settings.epochs {
            let epoch = state.epochs + 1
            let loss = runEpoch(epoch, texts, tags, &state, progress: progress)
            let scores = score(state.result, corpus, epoch: epoch, loss: loss)
            let isBest = state.finishEpoch(scores)
            try keep(state)
            progress(.epoch(scores, isBest: isBest))
        }
    }

    private func runEpoch(
        _ epoch: Int, _ texts: [LabeledText], _ tags: TagDropout, _ state: inout TrainingState,
        progress: (TrainingProgress) -> Void
    ) -> Float {
        var random = SplitMix64(seed: settings.seed &+ UInt64(epoch) &* 0xd134_2543_de82_ef95)
        let variants = Variants(share: settings.variants, of: texts)
        let order = texts.shuffled(using: &random).map {
            tags.applied(to: variants.varied($0, using: &random), using: &random)
        }
        let starts = Array(stride(from: 0, to: order.count, by: settings.batch))
        var total: Float = 0
        for (index, start) in starts.enumerated() {
            let step = Array(order[start..<min(start + settings.batch, order.count)])
            let fraction = Float((epoch - 1) * starts.count + index) / Float(settings.epochs * starts.count)
            total += take(step, fraction: fraction, &state)
            progress(
                .step(
                    index + 1, of: starts.count, epoch: epoch, loss: total / Float(index + 1),
                    tokens: state.tokens))
        }
        return total / Float(max(starts.count, 1))
    }

    /// One step of the optimizer over some texts; returns their loss.
    private func take(_ texts: [LabeledText], fraction: Float, _ state: inout TrainingState) -> Float {
        let (loss, gradients, tokens) = gradients(texts, state)
        update(&state, gradients, rate: pace.rate(at: fraction))
        state.tokens += tokens
        state.moveAverage(settings.average, compute)
        return loss
    }

    /// Clips the gradients and moves the parameters, each at the rate of its depth.
    func update(_ state: inout TrainingState, _ gradients: ModelParameters, rate: Float) {
        pace.step(&state.model, &state.adam, gradients: gradients, rate: rate, compute)
    }

    private var pace: Pace {
        Pace(
            peak: settings.rate, headRate: settings.headRate, layerDecay: settings.layerDecay,
            top: shape.layers, warmUp: settings.warmUp, weightDecay: settings.weightDecay,
            clip: settings.clip)
    }

    /// The loss and the gradients of a step, in as many passes as memory asks for.
    private func gradients(
        _ texts: [LabeledText], _ state: TrainingState
    ) -> (loss: Float, gradients: ModelParameters, tokens: Int) {
        var result: (loss: Float, gradients: ModelParameters)?
        var tokens = 0
        var rest = texts[...]
        var part: UInt64 = 0
        while !rest.isEmpty {
            let batch = nextPass(&rest, heads: state.model.specs)
            tokens += batch.tokens.ids.count
            var pass = PassSettings(
                heads: shape.heads, dropout: settings.dropout,
                seed: SplitMix64.mixed(settings.seed, state.adam.steps, part))
            pass.trainsEncoder = !settings.freezesEncoder
            pass.trainsWords = settings.trainsWords
            pass.lexical = settings.lexical
            part += 1
            let clean = state.model.lossAndGradients(batch, count: texts.count, pass, compute)
            var sum = result?.gradients
            sum.add(clean.gradients, compute)
            if settings.adversarial > 0, pass.trainsEncoder {
                let perturbation = clean.embedded.perturbation(
                    batch.tokens.offsets, size: settings.adversarial)
                let attacked = state.model.lossAndGradients(
                    batch, perturbation: perturbation, count: texts.count, pass, compute)
                sum.add(attacked.gradients, compute)
            }
            if let sum { result = ((result?.loss ?? 0) + clean.loss, sum) }
        }
        return (result?.loss ?? 0, result?.gradients ?? state.model, tokens)
    }

    /// Takes as many texts off the front as fit into one pass.
    private func nextPass(_ rest: inout ArraySlice<LabeledText>, heads: [HeadSpec]) -> TrainingBatch {
        let limit = max(1, Self.tokensPerPass / settings.longest)
        defer { rest = rest.dropFirst(limit) }
        return TrainingBatch(
            Array(rest.prefix(limit)), tokenizer: tokenizer, heads: heads, longest: settings.longest,
            smoothing: settings.smoothing)
    }
}

extension ModelParameters? {
    /// Adds gradients to a sum that may not have begun.
    fileprivate mutating func add(_ gradients: ModelParameters, _ compute: Compute) {
        guard self != nil else { return self = gradients }
        self?.forEach(with: gradients) { _, sum, gradient in compute.add(gradient, to: &sum) }
    }
}

extension SplitMix64 {
    /// A seed that follows from three numbers.
    fileprivate static func mixed(_ seed: UInt64, _ step: Int, _ part: UInt64) -> UInt64 {
        var random = SplitMix64(seed: seed ^ UInt64(step) &* 0x9fb2_1c65_1e98_df25 ^ part << 48)
        return random.next()
    }
}
