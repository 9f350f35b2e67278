import Domain

extension Instant {
    private static let millisecondsOfDay: Int64 = 86_400_000

    /// RFC 3339 in UTC, always with milliseconds, as the function `utc` of the schema writes a time.
    var utcText: String {
        let text = rfc3339
        // RFC 3339 without a fraction ends in the seconds and `Z`.
        return text.count == 20 ? "\(text.dropLast()).000Z" : text
    }

    /// The hour as tables of counts write it.
    var hour: String { String(utcText.prefix(13)) }

    /// The day, UTC, likewise.
    var day: String { String(utcText.prefix(10)) }

    /// The month, UTC, likewise.
    var month: String { String(utcText.prefix(7)) }

    /// The beginning of the day, UTC.
    var midnight: Instant {
        let past =
            (milliseconds % Self.millisecondsOfDay + Self.millisecondsOfDay) % Self.millisecondsOfDay
        return Instant(milliseconds: milliseconds - past)
    }

    /// The first beginning of a day that is not before.
    var midnightAtOrAfter: Instant {
        (self + .milliseconds(Self.millisecondsOfDay - 1)).midnight
    }

    /// The month that begins with a day, otherwise the one after.
    var monthAtOrAfter: String {
        day.hasSuffix("-01") ? month : (self + .seconds(31 * 86400)).month
    }

    /// A day of a table of counts; nil for what is none.
    init?(day: String) { self.init(rfc3339: "\(day)T00:00:00Z") }
}
