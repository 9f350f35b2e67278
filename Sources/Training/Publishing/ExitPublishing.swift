public import Classification
import Domain

extension Trainer {
    /// Gives int8 weights an early exit: trains it, calibrates its answers, sets its confidences, and writes
    /// the file.
    ///
    /// - Parameters:
    ///   - layers: The layers that all texts go through.
    ///   - file: The weights, which are otherwise left as they are.
    ///   - output: The file to write.
    ///   - texts: Texts without labels, to learn from in addition to those of the corpus.
    ///   - tolerance: What a validation set may lose in accuracy or macro-F1, as a share of 1.
    /// - Throws: `PublishingError`, or a `WeightsError` about the file.
    public func publishExit(
        after layers: Int, of file: WeightsFile, to output: String, corpus: Corpus, texts: [String],
        tolerance: Double, progress: (TrainingProgress) -> Void
    ) throws -> ExitOutcome {
        try check(file, layers, corpus)
        let whole = try Classifier(weights: file, threads: settings.threads, precision: .int8, exact: true)
        let trained = try trainExit(
            after: layers, of: file, whole: whole, corpus: corpus, texts: texts, progress: progress)
        var draft = WeightsDraft(
            file.header, tensors: file.quantizedTensors() + trained.tensors(), vocabulary: file.vocabulary,
            path: output)
        // Their tensors are not among those of the draft: they are added again, last.
        draft.header.risk = nil
        draft.header.tagger = nil
        draft.header.reliability = nil
        for index in draft.header.heads.indices { draft.header.heads[index].exitTemperature = nil }
        let open = file.header.heads.map { ($0.name, Float(0)) }
        draft.header.exit = EarlyExit(
            layers: layers, thresholds: Dictionary(open, uniquingKeysWith: { first, _ in first }))
        let temperatures = adaptiveTemperatures(
            of: try draft.classifier(threads: settings.threads), atExit: true, tokenizer: tokenizer,
            corpus: corpus)
        for index in draft.header.heads.indices {
            draft.header.heads[index].exitTemperature = temperatures[draft.header.heads[index].name]
        }
        let outcome = calibratedExit(
            of: try draft.classifier(threads: settings.threads), whole: whole, tokenizer: tokenizer,
            corpus: corpus, tolerance: tolerance)
        guard let outcome else { throw WeightsError.badHeader(path: output, reason: "exit") }
        draft.header.exit = outcome.exit
        try draft.publish(measuredOn: corpus, threads: settings.threads)
        return outcome
    }

    /// Whether the weights have more layers and the heads of the corpus.
    private func check(_ file: WeightsFile, _ layers: Int, _ corpus: Corpus) throws(PublishingError) {
        guard layers < file.header.encoder.layers else {
            throw .tooFewLayers(path: file.path, layers: file.header.encoder.layers)
        }
        for head in corpus.heads where file.header.heads[head.name]?.labels != head.labels {
            throw .otherHeads(path: file.path, head: "\(head.name)")
        }
    }
}
