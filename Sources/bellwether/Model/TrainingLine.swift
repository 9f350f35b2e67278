import Domain
import Training

/// The line on standard error that shows how training goes.
final class TrainingLine {
    /// Steps between two updates of the line.
    private static let stride = 20

    private let line = ProgressLine()
    private let epochs: Int
    private let started = ContinuousClock.now
    /// Steps and tokens at the first update, which a resumed run has not done itself.
    private var first: (steps: Int, tokens: Int)?

    init(epochs: Int) { self.epochs = epochs }

    func show(_ progress: TrainingProgress) {
        switch progress {
        case .step(let step, let steps, let epoch, let loss, let tokens):
            guard step % Self.stride == 0 || step == steps else { return }
            let seconds = (ContinuousClock.now - started) / .seconds(1)
            let all = (epoch - 1) * steps + step
            if first == nil { first = (all - step % Self.stride, tokens) }
            let (start, known) = first ?? (0, 0)
            let done = Double(max(all - start, 1))
            let left = Int(seconds / done * Double(epochs * steps - all))
            line.show(
                "epoch \(epoch) of \(epochs), step \(step) of \(steps), loss \(Double(loss).places(3)), \(Int(Double(tokens - known) / seconds)) tokens/s, \(left) s left"
            )
        case .resumed(let epoch): line.keep("resuming after epoch \(epoch) from the checkpoint")
        case .epoch(let scores, let isBest):
            let sets = scores.accuracy.keys.sorted().map { name in
                "\(name) \((scores.accuracy[name] ?? 0).places(3))/\((scores.macroF1[name] ?? 0).places(3))"
            }
            line.keep(
                "epoch \(scores.epoch): loss \(Double(scores.loss).places(3)); accuracy/macro-F1 \(sets.joined(separator: ", "))\(isBest ? "; best so far" : "")"
            )
        }
    }
}
