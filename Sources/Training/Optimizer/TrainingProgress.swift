/// What a run reports while it works.
public enum TrainingProgress: Sendable {
    /// After a step; `loss` is the mean of the epoch so far, `tokens` counts those of all steps.
    case step(Int, of: Int, epoch: Int, loss: Float, tokens: Int)
    /// After an epoch, with its scores on the validation texts.
    case epoch(EpochScores, isBest: Bool)
    /// The run goes on after the epoch at which its checkpoint was written.
    case resumed(epoch: Int)
}
