/// What a written date says: an instant, a time of day somewhere, or only a day.
public enum StatedTime: Hashable, Sendable {
    /// A date and a time with their zone.
    case instant(Instant)
    /// A date and a time without a zone, read as if they were in UTC.
    case local(Instant)
    /// A day, as its midnight. Midnight to the second is how many programs write a day.
    case day(Instant)

    /// The time as it is written; of a local time as if in UTC, of a day its beginning.
    public var reading: Instant {
        switch self {
        case .instant(let reading), .local(let reading), .day(let reading): reading
        }
    }

    /// What a date says that was read to the millisecond.
    ///
    /// - Parameters:
    ///   - reading: The date, without its zone's offset.
    ///   - minutesEast: The zone's offset; nil where no zone is written.
    public init(reading: Instant, minutesEast: Int?) {
        let instant = reading - .seconds(60 * (minutesEast ?? 0))
        let isMidnight = reading.milliseconds % 86_400_000 == 0
        self = isMidnight ? .day(instant) : minutesEast == nil ? .local(instant) : .instant(instant)
    }
}
