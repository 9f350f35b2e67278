import Classification
import Domain
import Tokenization

/// What the training of a tagger reports while it works.
public enum TaggerProgress: Sendable {
    /// After a step; `loss` is the mean of the epoch so far, `tokens` counts those of all steps.
    case step(Int, of: Int, epoch: Int, loss: Float, tokens: Int)
    /// After an epoch, with the F1 of the entities of the validation documents.
    case epoch(Int, loss: Float, f1: Double, isBest: Bool)
}

/// Trains a tagger over layers that stay as they are.
struct TaggerTrainer {
    let frozen: FrozenEncoder
    let heads: Int
    let scheme: TagScheme
    let settings: TaggerSettings
    let compute: Compute

    init(frozen: FrozenEncoder, heads: Int, scheme: TagScheme, settings: TaggerSettings) {
        self.frozen = frozen
        self.heads = heads
        self.scheme = scheme
        self.settings = settings
        compute = Compute(threads: settings.threads, prefersBfloat16: true)
    }

    /// A run under way.
    private struct Run {
        var net: TaggerNet
        var average: TaggerNet
        var adam = Adam()
        var tokens = 0
        var best = -1.0
    }

    /// Trains on documents.
    ///
    /// - Parameter keep: Takes the tagger after each epoch that is the best so far on the validation
    ///   documents.
    func train(
        _ layers: [LayerParameters], on training: ColumnFile, validation: ColumnFile,
        progress: (TaggerProgress) -> Void, keep: (TaggerNet) throws -> Void
    ) rethrows {
        var random = SplitMix64(seed: settings.seed)
        let net = TaggerNet(layers: layers, labels: scheme.labels.count, random: &random)
        var run = Run(net: net, average: net)
        let corpus = corpus(training)
        for epoch in 1...settings.epochs {
            let loss = runEpoch(epoch, corpus, &run, &random, progress)
            let f1 = TagReport(validation, tags(of: validation, by: run.average), scheme: scheme).entities.f1
            let isBest = f1 > run.best
            if isBest {
                run.best = f1
                try keep(run.average)
            }
            progress(.epoch(epoch, loss: loss, f1: f1, isBest: isBest))
        }
    }

    /// The tags of all words of a file's sentences.
    func tags(of file: ColumnFile, by net: TaggerNet) -> [[[Int]]] {
        let words = file.documents.map { $0.map(\.words) }
        return taggedDocuments(words, tokens: words.map(frozen.tokenizer.tokenCounts)) { texts in
            stride(from: 0, to: texts.count, by: 8).flatMap { start -> [[Int]] in
                let part = Array(texts[start..<min(start + 8, texts.count)])
                let (batch, words) = batch(part, tags: nil)
                let logits = net.logits(batch, heads: heads, compute)
                return scheme.tags(logits, words, part).map { $0.map(\.tag) }
            }
        }
    }

    private func corpus(_ file: ColumnFile) -> TaggerCorpus {
        let places = Dictionary(
            scheme.labels.enumerated().map { ($1, $0) }, uniquingKeysWith: { first, _ in first })
        return TaggerCorpus(
            documents: file.documents.map { document in
                let tokens = frozen.tokenizer.tokenCounts(document.map(\.words))
                return zip(document, tokens).map { sentence, tokens in
                    TaggerCorpus.Sentence(
                        words: sentence.words, tags: sentence.tags.map { places[$0] ?? 0 }, tokens: tokens)
                }
            })
    }

    /// The tokens of texts behind the shared layers, and the rows of each text's words.
    ///
    /// - Parameter tags: Of each word of each text, where they are to be learned.
    func batch(_ texts: [TagText], tags: [[Int]]?) -> (batch: TaggerBatch, words: [[Int?]]) {
        let tokens = frozen.tokenizer.tokenize(texts.map(\.text)).truncated(
            to: frozen.classifier.shape.positions)
        let rows = TagRows(tokens, texts)
        let judged = rows.words.joined().enumerated().compactMap { place, row in row.map { (place, $0) } }
        let all = tags.map { Array($0.joined()) }
        let batch = TaggerBatch(
            states: frozen.classifier.states(of: tokens, after: settings.sharedLayers),
            offsets: tokens.offsets, shapes: rows.shapes, rows: judged.map(\.1),
            tags: judged.map { all?[$0.0] ?? 0 })
        return (batch, rows.words)
    }

    private func runEpoch(
        _ epoch: Int, _ corpus: TaggerCorpus, _ run: inout Run, _ random: inout SplitMix64,
        _ progress: (TaggerProgress) -> Void
    ) -> Float {
        let steps = steps(corpus.examples(settings, &random).shuffled(using: &random))
        var total: Float = 0
        for (index, step) in steps.enumerated() {
            let fraction =
                (Float(epoch - 1) + Float(index) / Float(steps.count)) / Float(settings.epochs)
            let (batch, _) = batch(step.map(\.text), tags: step.map(\.tags))
            total += take(batch, fraction: fraction, seed: random.next(), &run)
            run.tokens += batch.states.rows
            progress(
                .step(
                    index + 1, of: steps.count, epoch: epoch, loss: total / Float(index + 1),
                    tokens: run.tokens))
        }
        return total / Float(max(steps.count, 1))
    }

    /// Examples together, about as many tokens in each step.
    private func steps(_ examples: [TaggerExample]) -> [[TaggerExample]] {
        var steps: [[TaggerExample]] = []
        var (step, tokens): ([TaggerExample], Int) = ([], 0)
        for example in examples {
            step.append(example)
            tokens += example.tokens
            guard tokens >= settings.batch else { continue }
            steps.append(step)
            (step, tokens) = ([], 0)
        }
        return step.isEmpty ? steps : steps + [step]
    }

    /// One step of the optimizer; returns the loss.
    private func take(_ batch: TaggerBatch, fraction: Float, seed: UInt64, _ run: inout Run) -> Float {
        let pass = TaggerPass(
            heads: heads, dropout: settings.dropout, seed: seed, smoothing: settings.smoothing)
        var (loss, gradients, inputs) = run.net.lossAndGradients(batch, pass, compute)
        if settings.adversarial > 0 {
            let attacked = run.net.lossAndGradients(
                batch, perturbation: inputs.perturbation(batch.offsets, size: settings.adversarial), pass,
                compute)
            gradients.forEach(with: attacked.gradients) { _, sum, gradient in compute.add(gradient, to: &sum)
            }
        }
        let pace = settings.pace
        pace.step(&run.net, &run.adam, gradients: gradients, rate: pace.rate(at: fraction), compute)
        run.average.approach(run.net, decay: settings.average, after: run.adam.steps, compute)
        return loss
    }
}

extension TaggerSettings {
    fileprivate var pace: Pace {
        Pace(
            peak: rate, headRate: headRate, layerDecay: layerDecay, top: layers - 1, warmUp: warmUp,
            weightDecay: weightDecay, clip: clip)
    }
}
