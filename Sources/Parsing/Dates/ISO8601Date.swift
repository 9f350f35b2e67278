import Domain

/// The forms of ISO 8601 that are dates or points in time: calendar, week and ordinal dates, basic and
/// extended, cut off after the year or the month; a blank may replace the T, a slash the dash.
struct ISO8601Date {
    private var scanner: DateScanner

    init(_ text: String) { scanner = DateScanner(text) }

    var time: StatedTime? {
        var scanner = scanner
        guard let days = Self.days(&scanner) else { return nil }
        guard !scanner.isAtEnd else { return .day(Instant(seconds: Int64(days) * 86400)) }
        guard scanner.skip("T") || scanner.skip("t") || scanner.skip(" ") else { return nil }
        scanner.skipBlanks()
        guard let time = Self.milliseconds(&scanner) else { return nil }
        scanner.skipBlanks()
        let reading = Instant(milliseconds: Int64(days) * 86_400_000 + time)
        guard !scanner.isAtEnd else { return StatedTime(reading: reading, minutesEast: nil) }
        return minutesEast(scanner.rest).map { StatedTime(reading: reading, minutesEast: $0) }
    }

    /// Days since 1970-01-01 of the date in front.
    private static func days(_ scanner: inout DateScanner) -> Int? {
        let run = scanner.digits
        guard run == 4 || run >= 6, let year = scanner.number(4) else { return nil }
        if run > 4 { return compact(year, digits: run - 4, &scanner) }
        if scanner.isAtEnd { return day(year, 1, 1) }
        let separators: [Unicode.Scalar] = ["-", "/", "."]
        let separator = separators.first { scanner.skip($0) }
        if scanner.skip("W") { return week(year, separator, &scanner) }
        guard let separator else { return nil }
        if scanner.digits == 3, let ordinal = scanner.number(3) { return self.ordinal(year, ordinal) }
        guard let month = scanner.number(upTo: 2) else { return nil }
        guard scanner.skip(separator) else { return day(year, month, 1) }
        return scanner.number(upTo: 2).flatMap { day(year, month, $0) }
    }

    /// `20261123`, `2026327` and `202611` without separators; fourteen digits hold the time too.
    private static func compact(_ year: Int, digits: Int, _ scanner: inout DateScanner) -> Int? {
        guard (1900...2100).contains(year) else { return nil }
        switch digits {
        case 2: return scanner.number(2).flatMap { day(year, $0, 1) }
        case 3: return scanner.number(3).flatMap { ordinal(year, $0) }
        case 4:
            guard let month = scanner.number(2) else { return nil }
            return scanner.number(2).flatMap { day(year, month, $0) }
        default: return nil
        }
    }

    /// Week dates: week 1 has the year's first Thursday.
    private static func week(_ year: Int, _ separator: Unicode.Scalar?, _ scanner: inout DateScanner) -> Int?
    {
        guard let week = scanner.number(2), (1...53).contains(week), let fourth = day(year, 1, 4) else {
            return nil
        }
        if let separator { _ = scanner.skip(separator) }
        let weekday = scanner.number(1) ?? 1
        guard (1...7).contains(weekday) else { return nil }
        // 1970-01-01 was a Thursday.
        let monday = fourth - (fourth + 3) % 7
        return monday + (week - 1) * 7 + weekday - 1
    }

    private static func ordinal(_ year: Int, _ ordinal: Int) -> Int? {
        guard (1...366).contains(ordinal), let first = day(year, 1, 1), let next = day(year + 1, 1, 1),
            first + ordinal <= next
        else { return nil }
        return first + ordinal - 1
    }

    private static func day(_ year: Int, _ month: Int, _ day: Int) -> Int? {
        let date = CivilTime(year: year, month: month, day: day)
        return date.instant.map { _ in date.daysSinceEpoch }
    }

    /// Milliseconds since midnight: `9`, `9:30`, `0930`, `09:30:15.5`, `093015`.
    private static func milliseconds(_ scanner: inout DateScanner) -> Int64? {
        let isCompact = scanner.digits >= 4
        guard let hour = isCompact ? scanner.number(2) : scanner.number(upTo: 2) else { return nil }
        var time = CivilTime(year: 1970, month: 1, day: 1, hour: hour)
        var fraction: Int64 = 0
        if isCompact || scanner.skip(":") {
            guard let minute = isCompact ? scanner.number(2) : scanner.number(upTo: 2) else { return nil }
            time.minute = minute
            if scanner.skip(":") || isCompact && scanner.digits >= 2 {
                guard let second = scanner.number(upTo: 2) else { return nil }
                time.second = second
                if scanner.skip(".") || scanner.skip(",") { fraction = scanner.fraction() }
            }
        }
        return time.instant.map { $0.milliseconds + fraction }
    }
}
