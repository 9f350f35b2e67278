/// How a feed fares; the raw value is stored in databases and printed by commands.
public enum FeedState: String, Sendable, Codable, CaseIterable {
    /// It brings news as usual.
    case ok
    /// Silent for longer than usual, but not for longer than happens.
    case quiet
    /// Silent for longer than chance explains: something is wrong.
    case stale
    /// Its responses change, but bring nothing.
    case frozen
    /// Its responses hold far fewer entries than they used to.
    case thinning
    /// Refused by the server: 403 or 451.
    case blocked
    /// A web page came in place of data.
    case walled
    /// The response is not what the catalogue says.
    case malformed
    /// It has moved to another address for good, and is polled there.
    case moved
    /// Removed for good: 410. It is no longer polled.
    case gone
    /// A key is missing or wrong: 401 or 407.
    ///
    /// The stored and printed name keeps its British spelling, which databases and scripts know.
    case unauthorized = "unauthorised"
    /// Asked too often: 429, or 503 with Retry-After.
    case rateLimited = "rate-limited"
    /// No usable response for another reason.
    case failing

    /// Whether news that happens now would be missed.
    public var isBlind: Bool {
        switch self {
        case .ok, .quiet, .thinning, .moved: false
        default: true
        }
    }
}
