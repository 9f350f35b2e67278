/// A hub that announces a feed's changes (WebSub, 4: Discovery).
public struct PushHub: Sendable, Equatable, Codable {
    /// The hub's address.
    public let url: String
    /// The feed's own address, by which the hub knows it.
    public let topic: String

    /// A hub as a feed names it.
    public init(url: String, topic: String) {
        self.url = url
        self.topic = topic
    }
}
