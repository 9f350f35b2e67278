// The dates of mail (RFC 5322, 3.3) and of HTTP (RFC 9110, 5.6.7).

extension Instant {
    /// The months as dates of mail and of HTTP name them (RFC 5322, 3.3; RFC 9110, 5.6.7).
    public static let months = CivilTime.monthNames.map { String($0.prefix(3)) }

    /// As those dates are written: `Mon, 23 Nov 2026 09:30:00 GMT`.
    ///
    /// - Parameter zone: `GMT` for HTTP, `+0000` for mail.
    public func dated(zone: String) -> String {
        let time = CivilTime(self)
        let day = ["Sun", "Mon", "Tue", "Wed", "Thu", "Fri", "Sat"][dayOfWeek]
        let clock = "\(padded(time.hour, 2)):\(padded(time.minute, 2)):\(padded(time.second, 2))"
        return
            "\(day), \(padded(time.day, 2)) \(Self.months[time.month - 1]) \(padded(time.year, 4)) \(clock) \(zone)"
    }

    /// Reads the fixed form of RFC 9110, 5.6.7: `Sun, 06 Nov 1994 08:49:37 GMT`; nil for any other form.
    public init?(httpDate text: String) {
        let words = text.split(separator: " ")
        guard words.count == 6, let day = Int(words[1]),
            let month = Self.months.firstIndex(of: String(words[2])), let year = Int(words[3])
        else { return nil }
        let clock = words[4].split(separator: ":").compactMap { Int($0) }
        guard clock.count == 3,
            let instant = CivilTime(
                year: year, month: month + 1, day: day, hour: clock[0], minute: clock[1], second: clock[2]
            ).instant
        else { return nil }
        self = instant
    }
}
