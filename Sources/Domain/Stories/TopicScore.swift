public struct TopicScore: Sendable, Equatable {
    public let name: String
    public let probability: Float

    public init(name: String, probability: Float) {
        self.name = name
        self.probability = probability
    }
}
