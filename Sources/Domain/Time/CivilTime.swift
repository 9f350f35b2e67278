// Dates of the proleptic Gregorian calendar. The two conversions follow Howard Hinnant,
// "chrono-Compatible Low-Level Date Algorithms" (days_from_civil, civil_from_days).

/// A date and a time of day in UTC.
public struct CivilTime: Equatable, Sendable {
    /// The months in English.
    public static let monthNames = [
        "January", "February", "March", "April", "May", "June", "July", "August", "September", "October",
        "November", "December",
    ]

    /// Of the Gregorian calendar.
    public var year: Int
    /// From 1.
    public var month: Int
    /// Of the month, from 1.
    public var day: Int
    /// From 0 to 23; 24 for the end of a day.
    public var hour: Int
    /// From 0 to 59.
    public var minute: Int
    /// 60 in a leap second.
    public var second: Int

    /// Takes the fields as they are; `instant` says whether they name a date.
    public init(year: Int, month: Int, day: Int, hour: Int = 0, minute: Int = 0, second: Int = 0) {
        self.year = year
        self.month = month
        self.day = day
        self.hour = hour
        self.minute = minute
        self.second = second
    }

    /// The civil time at an instant, in UTC; milliseconds are dropped.
    public init(_ instant: Instant) {
        let seconds = Int(instant.milliseconds.floored(by: 1000))
        let days = seconds.floored(by: 86400)
        let rest = seconds - days * 86400
        let shifted = days + 719_468
        let era = shifted.floored(by: 146_097)
        let dayOfEra = shifted - era * 146_097
        let yearOfEra = (dayOfEra - dayOfEra / 1460 + dayOfEra / 36524 - dayOfEra / 146_096) / 365
        let dayOfYear = dayOfEra - (365 * yearOfEra + yearOfEra / 4 - yearOfEra / 100)
        let shiftedMonth = (5 * dayOfYear + 2) / 153
        month = shiftedMonth < 10 ? shiftedMonth + 3 : shiftedMonth - 9
        day = dayOfYear - (153 * shiftedMonth + 2) / 5 + 1
        year = yearOfEra + era * 400 + (month <= 2 ? 1 : 0)
        hour = rest / 3600
        minute = rest / 60 % 60
        second = rest % 60
    }

    /// Days since 1970-01-01.
    public var daysSinceEpoch: Int {
        let shiftedYear = month <= 2 ? year - 1 : year
        let era = shiftedYear.floored(by: 400)
        let yearOfEra = shiftedYear - era * 400
        let dayOfYear = (153 * (month > 2 ? month - 3 : month + 9) + 2) / 5 + day - 1
        return era * 146_097 + yearOfEra * 365 + yearOfEra / 4 - yearOfEra / 100 + dayOfYear - 719_468
    }

    /// The instant, or nil when a field is out of its range (a leap second counts as the next minute's
    /// start).
    public var instant: Instant? {
        guard (1...9999).contains(year), (1...12).contains(month), (1...daysInMonth).contains(day),
            (0...24).contains(hour), (0...59).contains(minute), (0...60).contains(second)
        else { return nil }
        return Instant(seconds: Int64(daysSinceEpoch * 86400 + hour * 3600 + minute * 60 + second))
    }

    private var daysInMonth: Int {
        let leap = year % 4 == 0 && (year % 100 != 0 || year % 400 == 0)
        return month == 2 ? (leap ? 29 : 28) : [4, 6, 9, 11].contains(month) ? 30 : 31
    }
}

extension Instant {
    /// The day of the week in UTC, from 0 for Sunday.
    public var dayOfWeek: Int {
        // 1970-01-01 was a Thursday.
        let day = (Int(milliseconds.floored(by: 86_400_000)) + 4) % 7
        return day < 0 ? day + 7 : day
    }

    /// Hour and minute in UTC, for a person: `09:30`.
    public var hourAndMinute: String {
        let time = CivilTime(self)
        return "\(padded(time.hour, 2)):\(padded(time.minute, 2))"
    }
}

/// A number in decimal digits, with zeros before it up to a width.
public func padded(_ value: Int, _ width: Int) -> String {
    let digits = String(value)
    return String(repeating: "0", count: max(0, width - digits.count)) + digits
}

extension BinaryInteger {
    /// Division that rounds toward minus infinity.
    func floored(by divisor: Self) -> Self {
        let quotient = self / divisor
        return self % divisor < 0 ? quotient - 1 : quotient
    }
}
