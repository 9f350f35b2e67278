import Classification

/// The state of a run.
struct TrainingState: Sendable {
    var model: ModelParameters
    var adam = Adam()
    /// The averaged parameters, but for the word vectors where those do not learn; nil without averaging.
    var average: ModelParameters?
    /// The best epoch so far; its word vectors, too, are left out where they do not learn.
    var best: (model: ModelParameters, scores: EpochScores)?
    /// The scores of all epochs that are done.
    var curve: [EpochScores] = []
    /// Epochs that are done.
    var epochs = 0
    /// Tokens that were learned from.
    var tokens = 0

    init(model: ModelParameters, settings: TrainingSettings) {
        self.model = model
        guard settings.average > 0 else { return }
        average = model
        if !settings.trainsWords { average?.encoder.embeddings.words.removeRows() }
    }

    /// The averaged parameters, or those of the last step.
    var result: ModelParameters { whole(average ?? model) }

    /// The parameters of the best epoch, or the current ones.
    var bestResult: ModelParameters { whole(best?.model ?? average ?? model) }

    /// Notes an epoch's scores, and keeps its parameters if they are the best.
    mutating func finishEpoch(_ scores: EpochScores) -> Bool {
        epochs = scores.epoch
        curve.append(scores)
        guard scores.overall > best?.scores.overall ?? -1 else { return false }
        best = (average ?? model, scores)
        return true
    }

    private func whole(_ parameters: ModelParameters) -> ModelParameters {
        var parameters = parameters
        if parameters.encoder.embeddings.words.rows == 0 {
            parameters.encoder.embeddings.words = model.encoder.embeddings.words
        }
        return parameters
    }

    /// Brings the average nearer to the model, where there is one.
    mutating func moveAverage(_ decay: Float, _ compute: Compute) {
        average?.approach(model, decay: decay, after: adam.steps, compute)
    }
}
