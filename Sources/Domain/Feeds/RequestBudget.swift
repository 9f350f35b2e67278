/// How often all feeds of one owner may ask together, as the plans of many sources say.
public struct RequestBudget: Sendable, Equatable {
    /// The registered domain, or host and port of a private server.
    public let domain: String
    public let requests: Int
    public let period: Duration

    public init(domain: String, requests: Int, period: Duration) {
        self.domain = domain
        self.requests = requests
        self.period = period
    }
}
