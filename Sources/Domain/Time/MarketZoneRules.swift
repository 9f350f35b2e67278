// The present rules (since 2007 in America, 1996 in Europe), not the tz database: quotes are recent.

extension MarketZone {
    /// The instant at which clocks there showed what `reading` shows as if it were UTC.
    ///
    /// Of the hour that occurs twice in autumn, the first is assumed.
    public func instant(_ reading: Instant) -> Instant {
        let summer = reading - .seconds(standardSeconds + 3600)
        return isSummer(summer) ? summer : reading - .seconds(standardSeconds)
    }

    /// Seconds east of UTC in winter.
    private var standardSeconds: Int {
        switch self {
        case .newYork: -5 * 3600
        case .london, .utc: 0
        case .centralEurope: 3600
        case .tokyo: 9 * 3600
        case .hongKong: 8 * 3600
        case .india: 5 * 3600 + 1800
        case .sydney: 10 * 3600
        }
    }

    private func isSummer(_ instant: Instant) -> Bool {
        let year = CivilTime(instant).year
        switch self {
        case .newYork:
            // From the second Sunday of March to the first of November, at 2:00 by the clock before.
            return instant >= sunday(year, 3, from: 8, hour: 7)
                && instant < sunday(year, 11, from: 1, hour: 6)
        case .london, .centralEurope:
            // From the last Sunday of March to the last of October, at 1:00 UTC (Directive 2000/84/EC).
            return instant >= sunday(year, 3, from: 25, hour: 1)
                && instant < sunday(year, 10, from: 25, hour: 1)
        case .sydney:
            // From the first Sunday of October to the first of April, at 16:00 UTC of the Saturday before.
            return instant >= sunday(year, 10, from: 1, hour: -8)
                || instant < sunday(year, 4, from: 1, hour: -8)
        case .tokyo, .hongKong, .india, .utc: return false
        }
    }

    /// The first Sunday of a month on or after a day, at an hour of UTC.
    private func sunday(_ year: Int, _ month: Int, from day: Int, hour: Int) -> Instant {
        let days = CivilTime(year: year, month: month, day: day).daysSinceEpoch
        let start = Instant(seconds: Int64(days) * 86400)
        return start + .seconds((7 - start.dayOfWeek) % 7 * 86400 + hour * 3600)
    }
}
