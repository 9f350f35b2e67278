import Domain

/// The names of the tensors around the encoder's in a file of weights.
public enum TensorName {
    public static let poolingWeight = "pooling.project.weight"
    public static let poolingBias = "pooling.project.bias"
    public static let poolingQuery = "pooling.query"

    public static func head(_ head: String, _ part: String) -> String { "head.\(head).\(part)" }
}

extension Classifier {
    /// Builds the classifier that a file of weights describes.
    ///
    /// - Throws: `WeightsError` when a tensor is missing or of another shape, or the labels are not usable.
    public init(weights: WeightsFile, threads: Int) throws(WeightsError) {
        let header = weights.header
        let width = header.encoder.width
        guard header.labels["sentiment"] == Sentiment.allCases.map(\.rawValue) else {
            throw .badHeader(
                path: weights.path, reason: "labels.sentiment must be negative, neutral, positive")
        }
        guard let topics = header.labels["topic"], !topics.isEmpty, (1...1 << 16).contains(header.headWidth),
            (1...1 << 16).contains(header.poolingWidth)
        else { throw .badHeader(path: weights.path, reason: "labels.topic, headWidth or poolingWidth") }
        let pooling = AttentionPooling(
            weight: try weights.tensor(TensorName.poolingWeight, shape: [header.poolingWidth, width]),
            bias: try weights.tensor(TensorName.poolingBias, shape: [header.poolingWidth]),
            query: try weights.tensor(TensorName.poolingQuery, shape: [header.poolingWidth]), width: width)
        self.init(
            encoder: try Encoder(source: weights, shape: header.encoder), pooling: pooling,
            sentiment: try Head(weights, "sentiment", labels: Sentiment.allCases.map(\.rawValue)),
            topic: try Head(weights, "topic", labels: topics), threads: threads)
    }
}

extension Head {
    init(_ weights: WeightsFile, _ name: String, labels: [String]) throws(WeightsError) {
        let width = weights.header.encoder.width
        let hidden = weights.header.headWidth
        self.init(
            expandWeight: try weights.tensor(TensorName.head(name, "expand.weight"), shape: [hidden, width]),
            expandBias: try weights.tensor(TensorName.head(name, "expand.bias"), shape: [hidden]),
            outputWeight: try weights.tensor(
                TensorName.head(name, "output.weight"), shape: [labels.count, hidden]),
            outputBias: try weights.tensor(TensorName.head(name, "output.bias"), shape: [labels.count]),
            width: width, labels: labels)
    }
}
