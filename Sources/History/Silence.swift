public import Domain

/// A period in which the alerts of some streams stay in the history and go to no sink.
public struct Silence: Sendable, Equatable {
    public let id: Int64
    /// A stream's name, or a pattern in which `*` matches anything.
    public let streams: String
    /// The first moment that is silenced.
    public let from: Instant
    /// The first moment that is not silenced any more.
    public let until: Instant
    public let by: String
    /// Why, in their words.
    public let reason: String?

    /// Describes a silence; the store numbers it.
    public init(id: Int64, streams: String, from: Instant, until: Instant, by: String, reason: String?) {
        self.id = id
        self.streams = streams
        self.from = from
        self.until = until
        self.by = by
        self.reason = reason
    }
}
