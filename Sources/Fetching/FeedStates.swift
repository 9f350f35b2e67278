import Domain

extension FeedState {
    /// The state of a feed whose server refuses with a status.
    ///
    /// - Parameter asksToWait: Whether the response has a `Retry-After`: some servers mean 429 and say 403 or
    ///   503.
    init(status: Int, asksToWait: Bool) {
        self =
            switch status {
            case 401, 407: .unauthorized
            case 403, 451: asksToWait ? .rateLimited : .blocked
            case 410: .gone
            case 429: .rateLimited
            case 503: asksToWait ? .rateLimited : .failing
            default: .failing
            }
    }
}

extension FeedCondition {
    /// The condition that follows another: the same state keeps the time at which it began.
    init(_ state: FeedState, evidence: String?, after previous: FeedCondition?, now: Instant) {
        let since = previous.flatMap { $0.state == state ? $0.since : nil } ?? now
        self.init(state, since: since, evidence: evidence)
    }
}
