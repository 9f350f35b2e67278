public import Classification
import Domain
public import Tokenization

/// The types of entities of CoNLL-2003, in the order in which taggers list them.
public let taggedTypes = ["PER", "ORG", "LOC", "MISC"]

/// Trains a tagger over the lower layers of a file of weights and writes them with it.
///
/// All other tensors are copied bit by bit, so that what the other heads say stays as it is.
/// - Parameters:
///   - file: Weights, int8.
///   - output: The file to write.
///   - base: An encoder whose upper layers the tagger's own begin with; nil for those of `file`.
///   - training: Documents to learn from.
///   - validation: Documents that choose the epoch.
/// - Returns: The report of the written file on the validation documents.
public func publishTagger(
    of file: WeightsFile, to output: String, base: Safetensors?, training: ColumnFile, validation: ColumnFile,
    settings: TaggerSettings, progress: (TaggerProgress) -> Void
) throws -> TagReport {
    let shape = file.header.encoder
    let scheme = TagScheme(types: taggedTypes)
    let spec = TaggerSpec(
        labels: scheme.labels, sharedLayers: settings.sharedLayers, layers: settings.layers)
    if let problem = spec.problem(shape) { throw WeightsError.badHeader(path: file.path, reason: problem) }
    let layers = try (0..<settings.layers).map { index in
        // The own layers go on where the shared ones end; further ones begin as the last.
        let name = "encoder.layer.\(min(settings.sharedLayers + index, shape.layers - 1))"
        return try LayerParameters(name, shape: shape) { tensor, shape throws(WeightsError) in
            if let base { return try base.tensor(tensor, shape: shape) }
            return try file.tensor(tensor, shape: shape)
        }
    }
    let trainer = TaggerTrainer(
        frozen: FrozenEncoder(
            classifier: try Classifier(weights: file, threads: settings.threads, exact: true),
            tokenizer: try Tokenizer(file)),
        heads: shape.heads, scheme: scheme, settings: settings)
    var header = file.header
    header.tagger = spec
    let sentences = training.documents.reduce(0) { $0 + $1.count }
    header.training["tagger"] = "\(sentences) sentences; \(try jsonLine(settings))"
    let own = file.storedTensors().filter { !$0.name.hasPrefix(TensorName.tagger) }
    // A run that is stopped leaves its best epoch.
    try trainer.train(layers, on: training, validation: validation, progress: progress) { net in
        try WeightsDraft(
            header, tensors: own + net.tensors(), vocabulary: file.vocabulary, path: output
        ).write()
    }
    let classifier = try Classifier(
        weights: try WeightsFile(path: output), threads: settings.threads)
    return try tagReport(of: classifier, tokenizer: trainer.frozen.tokenizer, on: validation)
}

/// How well the tagger of weights meets the tags of a file.
///
/// - Throws: `WeightsError.noTagger` where the weights have none.
public func tagReport(
    of classifier: Classifier, tokenizer: Tokenizer, on file: ColumnFile
) throws(WeightsError) -> TagReport {
    guard let scheme = classifier.tagScheme else { throw .noTagger(path: "in use") }
    return TagReport(file, classifier.tags(of: file, tokenizer), scheme: scheme)
}

extension TaggerNet {
    /// The tensors of a file of weights, with matrices marked to be quantized.
    fileprivate func tensors() -> [NamedTensor] {
        let prefix = TensorName.tagger
        let own = layers.enumerated().flatMap { index, layer in layer.tensors("\(prefix)layer.\(index)") }
        return own.map(\.quantizedMatrix) + output.tensors("\(prefix)output") + [
            shapes.named("\(prefix)shapes"), shapeLogits.named("\(prefix)shape.logits"),
        ]
    }
}
