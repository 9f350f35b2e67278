import Domain

/// The names of the tensors around the encoder's in a file of weights.
public enum TensorName {
    public static let pooling = "pooling"
    public static let entityPooling = "entity.pooling"

    public static func head(_ head: String, _ part: String) -> String { "head.\(head).\(part)" }
}

/// What stands above the encoder.
struct ClassifierParts {
    let pooling: AttentionPooling
    let sentiment: Head
    let topic: Head
    let entityPooling: AttentionPooling
    let entitySentiment: Head

    init(_ weights: WeightsFile) throws(WeightsError) {
        let header = weights.header
        let width = header.encoder.width
        let sentiments = Sentiment.allCases.map(\.rawValue)
        guard header.labels["sentiment"] == sentiments else {
            throw .badHeader(
                path: weights.path, reason: "labels.sentiment must be negative, neutral, positive")
        }
        guard let topics = header.labels["topic"], !topics.isEmpty, (1...1 << 16).contains(header.headWidth),
            (1...1 << 16).contains(header.poolingWidth)
        else { throw .badHeader(path: weights.path, reason: "labels.topic, headWidth or poolingWidth") }
        pooling = try AttentionPooling(weights, TensorName.pooling, seesEntity: false)
        sentiment = try Head(weights, "sentiment", inputs: width, labels: sentiments)
        topic = try Head(weights, "topic", inputs: width, labels: topics)
        entityPooling = try AttentionPooling(weights, TensorName.entityPooling, seesEntity: true)
        entitySentiment = try Head(weights, "entity", inputs: 2 * width, labels: sentiments)
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
    init(_ weights: WeightsFile, _ name: String, inputs: Int, labels: [String]) throws(WeightsError) {
        let hidden = weights.header.headWidth
        expand = try Linear(weights, TensorName.head(name, "expand"), inputs: inputs, outputs: hidden)
        output = try Linear(weights, TensorName.head(name, "output"), inputs: hidden, outputs: labels.count)
        self.labels = labels
    }
}
