import Domain

// Dates as people and their programs write them: RFC 822 with and without its weekday, seconds and zone,
// asctime, and the forms of many countries. The text is cut into numbers, words and signs; a number's place
// and neighbors say what it is.

/// A date with the name of a month, or with numbers in the order of a country.
struct WrittenDate {
    private let tokens: [DateToken]
    private var place = 0

    private var year: Int?
    private var month: Int?
    /// Whether the month's name came before any number, where a weekday may look like one ("mar" is Tuesday
    /// in French).
    private var isMonthFirst = false
    private var day: Int?
    /// Numbers of one or two digits that are neither time nor zone, and the sign that follows each.
    private var small: [(value: Int, sign: Character?)] = []
    private var isYearFirst = false
    private var clock: (hour: Int, minute: Int, second: Int, milliseconds: Int)?
    private var isAfternoon: Bool?
    private var offset: Int?
    /// Whether the date is in Korean: that is written in only one zone.
    private var isKorean = false
    private var isValid = true

    init(_ text: String) {
        tokens = DateToken.tokens(of: text)
        while isValid, place < tokens.count { read() }
    }

    var time: StatedTime? {
        guard isValid, let date else { return nil }
        var time = date
        if let clock {
            time.hour = clock.hour
            if let isAfternoon, clock.hour <= 12 { time.hour = clock.hour % 12 + (isAfternoon ? 12 : 0) }
            time.minute = clock.minute
            time.second = clock.second
        }
        let east = offset ?? (isKorean && clock != nil ? DateWords.koreanOffset : nil)
        return time.instant.map {
            StatedTime(reading: $0 + .milliseconds(clock?.milliseconds ?? 0), minutesEast: east)
        }
    }

    /// Year, month and day from what was found.
    private var date: CivilTime? {
        var rest = small.map(\.value)
        if let month {
            guard let day = day ?? (rest.isEmpty ? nil : rest.removeFirst()) else { return nil }
            guard let year = year ?? rest.first.map(Self.century), rest.count <= 1 else { return nil }
            return CivilTime(year: year, month: month, day: day)
        }
        let sign = small.first?.sign
        if let year {
            guard rest.count == 2 else { return nil }
            let isMonthFirst = isYearFirst || (sign == "/" ? rest[0] <= 12 : rest[1] > 12)
            return CivilTime(
                year: year, month: isMonthFirst ? rest[0] : rest[1], day: isMonthFirst ? rest[1] : rest[0])
        }
        guard rest.count == 3, let sign else { return nil }
        switch sign {
        case "/":
            let isMonthFirst = rest[0] <= 12
            return CivilTime(
                year: Self.century(rest[2]), month: isMonthFirst ? rest[0] : rest[1],
                day: isMonthFirst ? rest[1] : rest[0])
        case ".": return CivilTime(year: Self.century(rest[2]), month: rest[1], day: rest[0])
        case "-": return CivilTime(year: Self.century(rest[0]), month: rest[1], day: rest[2])
        default: return nil
        }
    }

    /// The year that two digits stand for.
    private static func century(_ year: Int) -> Int { year + (year < 70 ? 2000 : 1900) }

    private mutating func read() {
        switch tokens[place] {
        case .number(let value, let digits): readNumber(value, digits)
        case .word(let word, let isCapital): readWord(word, isCapital)
        case .sign(let sign):
            if sign == "+" || sign == "-" || sign == "\u{2212}", clock != nil, offset == nil, readOffset(sign)
            {
                return
            }
            place += 1
        }
    }

    private mutating func readNumber(_ value: Int, _ digits: Int) {
        if clock == nil, digits <= 2, let minute = number(place + 2), isSign(":", place + 1) {
            return readClock(hour: value, minute)
        }
        place += 1
        if digits == 4 || digits == 3 {
            // Programs that count years from 1900 write 126 for 2026.
            guard year == nil else { return isValid = false }
            isYearFirst = small.isEmpty && day == nil
            year = digits == 3 ? value + 1900 : value
        } else if digits <= 2 {
            let sign: Character? =
                if place < tokens.count, case .sign(let sign) = tokens[place] { sign } else { nil }
            small.append((value, sign))
        } else {
            isValid = false
        }
    }

    /// `hour:minute[:second[.fraction]]` from the current place on.
    private mutating func readClock(hour: Int, _ minute: Int) {
        place += 3
        var second = 0
        var milliseconds = 0
        if isSign(":", place), let value = number(place + 1) {
            second = value
            place += 2
            if isSign(".", place) || isSign(",", place),
                place + 1 < tokens.count, case .number(let fraction, let digits) = tokens[place + 1],
                digits <= 9
            {
                milliseconds = (0..<digits).reduce(fraction * 1000) { value, _ in value / 10 }
                place += 2
            }
        }
        clock = (hour, minute, second, milliseconds)
    }

    /// A sign and the hours and minutes that follow it.
    private mutating func readOffset(_ sign: Character) -> Bool {
        guard place + 1 < tokens.count, case .number(let value, let digits) = tokens[place + 1] else {
            return false
        }
        var text =
            String(repeating: "0", count: max(0, (digits > 2 ? 4 : 2) - String(value).count)) + String(value)
        var end = place + 2
        if digits <= 2, isSign(":", end), place + 3 < tokens.count,
            case .number(let minutes, 2) = tokens[place + 3]
        {
            text += minutes < 10 ? "0\(minutes)" : "\(minutes)"
            end = place + 4
        }
        guard let found = minutesEast("\(sign)\(text)") else { return false }
        offset = found
        place = end
        return true
    }

    private mutating func readWord(_ word: String, _ isCapital: Bool) {
        place += 1
        if DateWords.korean.contains(word) { isKorean = true }
        if let unit = DateWords.units[word] { return readUnit(unit) }
        if let half = DateWords.halves[word] {
            // "a.m.", in which the m would be a military zone.
            if isSign(".", place), place + 1 < tokens.count, case .word("m", _) = tokens[place + 1] {
                place += 2
            }
            return isAfternoon = half
        }
        // A day has no zone that would matter.
        if clock == nil, ["gmt", "utc"].contains(word) { return }
        if clock != nil, offset == nil, let minutes = namedOffsets[word] {
            // GMT+3: the sign says the rest.
            let isSigned = ["gmt", "utc"].contains(word) && (isSign("+", place) || isSign("-", place))
            if !isSigned { offset = minutes }
            return
        }
        if let number = DateWords.month(word), month == nil || isMonthFirst {
            // A date of only numbers has its month already.
            guard small.count < 2 else { return isValid = false }
            month = number
            isMonthFirst = small.isEmpty && day == nil && year == nil
            return
        }
        let isBeforeNumbers = small.isEmpty && year == nil && day == nil && clock == nil
        if isBeforeNumbers || DateWords.fillers.contains(word) { return }
        if word == "t", number(place) != nil { return }
        // RFC 2822, 4.3: zones that nobody knows count as UTC.
        if clock != nil, offset == nil, isCapital, (2...5).contains(word.count) { return offset = 0 }
        isValid = false
    }

    /// 年, 월, 日 and their like follow the number that they name.
    private mutating func readUnit(_ unit: DateWords.Unit) {
        switch unit {
        case .year:
            if year == nil, let last = small.popLast() { year = Self.century(last.value) }
        case .month: month = small.popLast()?.value
        case .day: day = small.popLast()?.value
        case .hour:
            guard let hour = small.popLast() else { return }
            clock = (hour.value, clock?.minute ?? 0, 0, 0)
        case .minute:
            guard let minute = small.popLast(), let hour = clock?.hour else { return }
            clock = (hour, minute.value, 0, 0)
        case .second:
            guard let second = small.popLast(), let (hour, minute, _, _) = clock else { return }
            clock = (hour, minute, second.value, 0)
        }
    }

    private func number(_ index: Int) -> Int? {
        guard index < tokens.count, case .number(let value, let digits) = tokens[index], digits <= 2 else {
            return nil
        }
        return value
    }

    private func isSign(_ sign: Character, _ index: Int) -> Bool {
        guard index < tokens.count, case .sign(let found) = tokens[index] else { return false }
        return found == sign
    }
}
