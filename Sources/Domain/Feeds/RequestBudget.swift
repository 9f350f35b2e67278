/// How many requests all feeds of one owner may send together, as the plans of many sources limit them.
public struct RequestBudget: Sendable, Equatable {
    /// The registered domain, or host and port of a private server.
    public var domain: String
    /// Requests allowed within `period`.
    public var requests: Int
    /// The time in which `requests` may be sent.
    public var period: Duration

    /// A budget as the catalogue gives it.
    public init(domain: String, requests: Int, period: Duration) {
        self.domain = domain
        self.requests = requests
        self.period = period
    }
}
