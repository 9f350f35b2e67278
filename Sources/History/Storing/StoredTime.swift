package import Domain

// Times as stores write them in text, and the beginnings of the days and months for which they keep counts.

extension Instant {
    private static let millisecondsOfDay: Int64 = 86_400_000

    /// RFC 3339 in UTC, always with milliseconds and so 24 characters wide: text order is time order.
    package var storedText: String {
        let text = rfc3339
        // RFC 3339 without a fraction ends in the seconds and `Z`.
        return text.count == 20 ? "\(text.dropLast()).000Z" : text
    }

    /// The hour, UTC, as tables of counts write it.
    package var storedHour: String { String(storedText.prefix(13)) }

    /// The day, UTC, likewise.
    package var storedDay: String { String(storedText.prefix(10)) }

    /// The month, UTC, likewise.
    package var storedMonth: String { String(storedText.prefix(7)) }

    /// The month that begins with a day, otherwise the one after.
    package var storedMonthAtOrAfter: String {
        storedDay.hasSuffix("-01") ? storedMonth : (self + .seconds(31 * 86400)).storedMonth
    }

    /// The beginning of the day, UTC.
    package var midnight: Instant {
        let past =
            (milliseconds % Self.millisecondsOfDay + Self.millisecondsOfDay) % Self.millisecondsOfDay
        return Instant(milliseconds: milliseconds - past)
    }

    /// The first beginning of a day that is not before.
    package var midnightAtOrAfter: Instant {
        (self + .milliseconds(Self.millisecondsOfDay - 1)).midnight
    }
}
