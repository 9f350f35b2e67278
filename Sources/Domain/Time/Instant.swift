/// A point in time, in whole milliseconds since 1970-01-01T00:00:00Z, without leap seconds (as POSIX time).
public struct Instant: Hashable, Comparable, Sendable, Codable {
    /// Milliseconds since the epoch; negative before it.
    public let milliseconds: Int64

    /// The instant at milliseconds since the epoch.
    public init(milliseconds: Int64) {
        self.milliseconds = milliseconds
    }

    /// The instant at seconds since the epoch.
    public init(seconds: Int64) {
        milliseconds = seconds * 1000
    }

    /// Reads the number of milliseconds.
    public init(from decoder: any Decoder) throws {
        milliseconds = try decoder.singleValueContainer().decode(Int64.self)
    }

    /// Writes the number of milliseconds.
    public func encode(to encoder: any Encoder) throws {
        var container = encoder.singleValueContainer()
        try container.encode(milliseconds)
    }

    /// Whether `a` is earlier than `b`.
    public static func < (a: Instant, b: Instant) -> Bool { a.milliseconds < b.milliseconds }

    /// Moves a point in time by a duration; fractions of a millisecond are dropped.
    public static func + (instant: Instant, duration: Duration) -> Instant {
        Instant(milliseconds: instant.milliseconds + duration.inMilliseconds)
    }

    /// Moves a point in time back by a duration; fractions of a millisecond are dropped.
    public static func - (instant: Instant, duration: Duration) -> Instant {
        Instant(milliseconds: instant.milliseconds - duration.inMilliseconds)
    }

    /// The duration from `b` to `a`; negative when `a` is earlier.
    public static func - (a: Instant, b: Instant) -> Duration {
        .milliseconds(a.milliseconds - b.milliseconds)
    }
}
