extension Instant {
    /// RFC 3339 in UTC, with milliseconds only where there are any: `2026-11-23T09:30:00Z`.
    public var rfc3339: String {
        let time = CivilTime(self)
        let fraction = milliseconds - milliseconds.floored(by: 1000) * 1000
        let date = "\(padded(time.year, 4))-\(padded(time.month, 2))-\(padded(time.day, 2))"
        let clock = "\(padded(time.hour, 2)):\(padded(time.minute, 2)):\(padded(time.second, 2))"
        return "\(date)T\(clock)\(fraction == 0 ? "" : ".\(padded(Int(fraction), 3))")Z"
    }

    /// Reads `rfc3339` back; nil for any other form.
    public init?(rfc3339 text: String) {
        let numbers = text.split { !$0.isNumber }
        guard text.hasSuffix("Z"), numbers.count == 6 || numbers.count == 7,
            numbers.prefix(6).map(\.count) == [4, 2, 2, 2, 2, 2]
        else { return nil }
        let fields = numbers.compactMap { Int($0) }
        guard fields.count == numbers.count,
            let instant = CivilTime(
                year: fields[0], month: fields[1], day: fields[2], hour: fields[3], minute: fields[4],
                second: fields[5]
            ).instant
        else { return nil }
        guard numbers.count == 7 else {
            self = instant
            return
        }
        guard numbers[6].count == 3 else { return nil }
        self = instant + .milliseconds(fields[6])
    }
}
