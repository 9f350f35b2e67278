public import Domain

/// Reads the dates of feeds: RFC 3339 and ISO 8601 (Atom, JSON), RFC 822 and 2822 (RSS) with their historic
/// variants, asctime, national forms, Unix seconds and milliseconds.
///
/// No zone means UTC. A date that cannot be read is nil, never the present.
public func parseDate(_ text: String) -> Instant? { statedTime(text)?.reading }

/// Reads a date as `parseDate` does, with what it says: an instant, a local time, or only a day.
public func statedTime(_ text: String) -> StatedTime? {
    let text = text.trimmed
    guard !text.isEmpty, text.utf8.count <= 80 else { return nil }
    if let time = UsualDate(text).time ?? ISO8601Date(text).time { return time }
    if let seconds = Double(text) {
        return unixTime(seconds).map { StatedTime(reading: $0, minutesEast: 0) }
    }
    return WrittenDate(text).time ?? dateInNamedZone(text).map { .instant($0) }
}

/// Reads a date whose zone, where it has none, is that of an exchange.
func parseDate(_ text: String, in zone: MarketZone) -> Instant? {
    guard let instant = parseDate(text) else { return nil }
    guard zone != .utc, Double(text.trimmed) == nil, text.contains(":") else { return instant }
    // A date that has a zone is not moved by another zone after it.
    let isLocal = parseDate(text.trimmed + "+05:00") == instant - .seconds(5 * 3600)
    return isLocal ? zone.instant(instant) : instant
}

/// Unix time in seconds, or in milliseconds when it is too large for seconds of this age (above the year
/// 5138).
func unixTime(_ number: Double) -> Instant? {
    // Below 1973 a number is more likely a year or a compact date than a time.
    guard number.isFinite, number >= 1e8, number < 1e14 else { return nil }
    return number < 1e11
        ? Instant(milliseconds: Int64((number * 1000).rounded()))
        : Instant(milliseconds: Int64(number.rounded()))
}
