/// A period in which the alerts of some streams stay in the history and go to no sink.
public struct Silence: Sendable, Equatable {
    /// The number that the history gave it.
    public let id: Int64
    /// A stream's name, or a pattern in which `*` matches anything.
    public let streams: String
    /// The first moment that is silenced.
    public let from: Instant
    /// The first moment that is no longer silenced.
    public let until: Instant
    /// Who asked for it.
    public let by: String
    /// Why, in their words.
    public let reason: String?

    /// A silence that has a number.
    public init(id: Int64, streams: String, from: Instant, until: Instant, by: String, reason: String?) {
        self.id = id
        self.streams = streams
        self.from = from
        self.until = until
        self.by = by
        self.reason = reason
    }

    /// Whether it keeps a notice of a stream, given at a time, from the sinks.
    public func covers(_ stream: Stream, at time: Instant) -> Bool {
        from <= time && time < until && covers(stream)
    }

    /// Whether a stream is among those that are silenced, at whatever time.
    public func covers(_ stream: Stream) -> Bool {
        StreamPattern(streams)?.matches(stream.name) ?? (streams == stream.name)
    }
}
