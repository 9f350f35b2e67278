import Domain

/// The distance between two ticks of a time axis, in units of the calendar of UTC.
enum CalendarStep: Equatable {
    /// A divisor of a day, in seconds.
    case time(Int)
    /// Days of a month; from the first of each when there are two or more.
    case days(Int)
    /// Mondays.
    case weeks
    /// A divisor of a year.
    case months(Int)
    /// Years that the number divides.
    case years(Int)

    /// From the finest to the coarsest that has no free number.
    static let all: [CalendarStep] =
        [60, 300, 900, 1800, 3600, 2 * 3600, 3 * 3600, 6 * 3600].map { .time($0) }
        + [.days(1), .days(2), .weeks, .months(1), .months(3), .years(1)]

    private static let day = 86_400
    private static let weekdays = ["Sun", "Mon", "Tue", "Wed", "Thu", "Fri", "Sat"]

    /// About how long it is.
    var seconds: Int {
        switch self {
        case .time(let seconds): seconds
        case .days(let count): count * Self.day
        case .weeks: 7 * Self.day
        case .months(let count): count * 2_629_746
        case .years(let count): count * 31_556_952
        }
    }

    /// The tick at an instant or the last one before it.
    func first(from instant: Instant) -> Instant? {
        let civil = CivilTime(instant)
        switch self {
        case .time(let step):
            let second = civil.hour * 3600 + civil.minute * 60 + civil.second
            return midnight(civil).map { $0 + .seconds(second / step * step) }
        case .days(let count):
            // No step begins on the 31st: the next one, on the 1st, would be a day later.
            return midnight(civil, day: count == 1 ? civil.day : min((civil.day - 1) / count * count + 1, 29))
        case .weeks:
            return midnight(civil).map { $0 - .seconds((instant.dayOfWeek + 6) % 7 * Self.day) }
        case .months(let count):
            return midnight(civil, month: (civil.month - 1) / count * count + 1, day: 1)
        case .years(let count):
            return CivilTime(year: max(civil.year / count * count, 1), month: 1, day: 1).instant
        }
    }

    /// The tick after a tick; nil at the end of the calendar.
    func next(after tick: Instant) -> Instant? {
        let civil = CivilTime(tick)
        switch self {
        case .time(let step): return tick + .seconds(step)
        case .days(let count):
            let next = tick + .seconds(count * Self.day)
            let isSameMonth = CivilTime(next).month == civil.month
            return count == 1 || (isSameMonth && CivilTime(next).day < 31)
                ? next : CalendarStep.months(1).next(after: tick)
        case .weeks: return tick + .seconds(7 * Self.day)
        case .months(let count):
            let months = civil.year * 12 + civil.month - 1 + count
            return CivilTime(year: months / 12, month: months % 12 + 1, day: 1).instant
        case .years(let count):
            let year = civil.year < count ? count : civil.year + count
            return CivilTime(year: year, month: 1, day: 1).instant
        }
    }

    /// The words of a tick: a change of day, or of year, is named where it happens.
    func label(_ instant: Instant) -> String {
        let civil = CivilTime(instant)
        let isMidnight = civil.hour == 0 && civil.minute == 0
        let day = "\(Self.weekdays[instant.dayOfWeek]) \(civil.day)"
        let month = Instant.months[civil.month - 1]
        switch self {
        case .time: return isMidnight ? day : instant.hourAndMinute
        case .days(1): return day
        case .days, .weeks: return "\(civil.day) \(month)"
        case .months: return civil.month == 1 ? String(civil.year) : month
        case .years: return String(civil.year)
        }
    }

    private func midnight(_ civil: CivilTime, month: Int? = nil, day: Int? = nil) -> Instant? {
        CivilTime(year: civil.year, month: month ?? civil.month, day: day ?? civil.day).instant
    }
}
