/// A hub that tells of a feed's changes (WebSub, 4: Discovery).
public struct PushHub: Sendable, Equatable, Codable {
    public let url: String
    /// The feed's own address, by which the hub knows it.
    public let topic: String

    public init(url: String, topic: String) {
        self.url = url
        self.topic = topic
    }
}
