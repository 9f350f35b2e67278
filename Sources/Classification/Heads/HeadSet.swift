import Domain

/// The names of the tensors around the encoder's in a file of weights.
public enum TensorName {
    public static let pooling = "pooling"
    public static let entityPooling = "entity.pooling"

    /// Before the names of what stands over the layer after which confident texts leave.
    public static let exit = "exit."
    /// From the exit's pooled vectors to those of the last layer.
    public static let exitEmbedding = "exit.embedding"

    public static func head(_ head: String) -> String { "head.\(head)" }
}

/// What stands above the encoder, or above one of its layers.
struct ClassifierParts: Sendable {
    let pooling: AttentionPooling
    let sentiment: Head
    let topic: Head
    let entityPooling: AttentionPooling
    /// Takes the pooled vector and the entity's, side by side.
    let entitySentiment: Head
    /// From the pooled vector to one as the last layer would have given; nil over the last layer.
    let embedding: Linear?
    /// Over which layer they stand, and when texts leave there; nil over the last layer.
    let exit: EarlyExit?

    init(_ weights: WeightsFile, at exit: EarlyExit? = nil) throws(WeightsError) {
        self.exit = exit
        let header = weights.header
        let prefix = exit == nil ? "" : TensorName.exit
        if let exit, !(1..<header.encoder.layers).contains(exit.layers) {
            throw .badHeader(path: weights.path, reason: "exit.layers")
        }
        let width = header.encoder.width
        let sentiments = Sentiment.allCases.map(\.rawValue)
        guard header.labels["sentiment"] == sentiments else {
            throw .badHeader(
                path: weights.path, reason: "labels.sentiment must be negative, neutral, positive")
        }
        guard let topics = header.labels["topic"], !topics.isEmpty, (1...1 << 16).contains(header.headWidth),
            (1...1 << 16).contains(header.poolingWidth)
        else { throw .badHeader(path: weights.path, reason: "labels.topic, headWidth or poolingWidth") }
        func head(_ name: String, inputs: Int, labels: [String]) throws(WeightsError) -> Head {
            try Head(
                weights, prefix + TensorName.head(name), inputs: inputs, labels: labels,
                calibration: header.calibration?[prefix + name])
        }
        pooling = try AttentionPooling(weights, prefix + TensorName.pooling, seesEntity: false)
        sentiment = try head("sentiment", inputs: width, labels: sentiments)
        topic = try head("topic", inputs: width, labels: topics)
        entityPooling = try AttentionPooling(weights, prefix + TensorName.entityPooling, seesEntity: true)
        entitySentiment = try head("entity", inputs: 2 * width, labels: sentiments)
        embedding =
            exit == nil
            ? nil : try Linear(weights, TensorName.exitEmbedding, inputs: width, outputs: width)
    }
}

extension AttentionPooling {
    init(_ weights: WeightsFile, _ name: String, seesEntity: Bool) throws(WeightsError) {
        let (width, own) = (weights.header.encoder.width, weights.header.poolingWidth)
        project = try Linear(weights, "\(name).project", inputs: width, outputs: own)
        entity =
            seesEntity
            ? Linear(
                weight: try weights.tensor("\(name).entity.weight", shape: [own, width]),
                bias: [Float](repeating: 0, count: own), inputs: width, outputs: own) : nil
        query = try weights.tensor("\(name).query", shape: [own])
    }
}

extension Head {
    init(
        _ weights: WeightsFile, _ name: String, inputs: Int, labels: [String],
        calibration: AdaptiveTemperature?
    ) throws(WeightsError) {
        let hidden = weights.header.headWidth
        expand = try Linear(weights, "\(name).expand", inputs: inputs, outputs: hidden)
        output = try Linear(weights, "\(name).output", inputs: hidden, outputs: labels.count)
        self.labels = labels
        self.calibration = calibration
    }
}
