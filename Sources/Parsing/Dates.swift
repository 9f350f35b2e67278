public import Domain

/// Reads the dates of feeds: RFC 3339 and ISO 8601 (Atom, JSON), RFC 822 and 2822 (RSS) with their historic slips, asctime,
/// national forms, Unix seconds and milliseconds.
///
/// No zone means UTC. What cannot be read is nil, never the present.
public func parseDate(_ text: String) -> Instant? {
    let text = text.trimmed
    guard !text.isEmpty, text.utf8.count <= 80 else { return nil }
    if let instant = UsualDate(text).instant { return instant }
    if let instant = ISO8601Date(text).instant { return instant }
    if let seconds = Double(text) { return unixTime(seconds) }
    return WrittenDate(text).instant ?? dateInNamedZone(text)
}

/// Reads a date whose zone, where it has none, is that of an exchange.
func parseDate(_ text: String, in zone: MarketZone) -> Instant? {
    guard let instant = parseDate(text) else { return nil }
    guard zone != .utc, Double(text.trimmed) == nil, text.contains(":") else { return instant }
    // One that has a zone is not moved by another that is put behind it.
    let isLocal = parseDate(text.trimmed + "+05:00") == instant - .seconds(5 * 3600)
    return isLocal ? zone.instant(instant) : instant
}

/// Unix time in seconds, or in milliseconds when it is too large for seconds of this age (above the year 5138).
func unixTime(_ number: Double) -> Instant? {
    // Below 1973 a number is more likely a year or a compact date than a time.
    guard number.isFinite, number >= 1e8, number < 1e14 else { return nil }
    return number < 1e11
        ? Instant(milliseconds: Int64((number * 1000).rounded()))
        : Instant(milliseconds: Int64(number.rounded()))
}

/// The forms of ISO 8601 that are dates or points in time: calendar, week and ordinal dates, basic and extended, cut off
/// after the year or the month; a blank may stand for the T, a slash for the dash.
private struct ISO8601Date {
    private var scanner: DateScanner

    init(_ text: String) { scanner = DateScanner(text) }

    var instant: Instant? {
        var scanner = scanner
        guard let days = Self.days(&scanner) else { return nil }
        guard !scanner.isAtEnd else { return Instant(seconds: Int64(days) * 86400) }
        guard scanner.skip("T") || scanner.skip("t") || scanner.skip(" ") else { return nil }
        scanner.skipBlanks()
        guard let time = Self.milliseconds(&scanner) else { return nil }
        scanner.skipBlanks()
        guard let offset = scanner.isAtEnd ? 0 : minutesEast(scanner.rest) else { return nil }
        return Instant(milliseconds: Int64(days) * 86_400_000 + time - Int64(offset) * 60_000)
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

/// Minutes east of Greenwich: `Z`, `GMT`, `+01:00`, `-0500`, `EST`, `GMT+3`; nil when unknown.
func minutesEast(_ text: String) -> Int? {
    var word = text.lowercased().filter { $0 != " " }
    if let minutes = zones[word] { return minutes }
    for prefix in ["gmt", "utc"] where word.hasPrefix(prefix) { word.removeFirst(3) }
    guard let sign = word.first, sign == "+" || sign == "-" || sign == "\u{2212}" else { return nil }
    // Some put a Z behind what is no UTC.
    if word.count > 3, word.hasSuffix("z") { word.removeLast() }
    let digits = word.dropFirst().filter { $0 != ":" }
    guard let number = Int(digits), (1...4).contains(digits.count) else { return nil }
    let minutes = digits.count <= 2 ? number * 60 : number / 100 * 60 + number % 100
    return minutes <= 15 * 60 ? (sign == "+" ? minutes : -minutes) : nil
}

/// Zones by name; the letters are the military ones with the signs of RFC 822.
let zones: [String: Int] = {
    var zones = [
        "z": 0, "ut": 0, "utc": 0, "gmt": 0, "wet": 0, "bst": 60, "cet": 60, "met": 60, "mez": 60, "west": 60,
        "cest": 120, "mest": 120, "mesz": 120, "eet": 120, "sast": 120, "eest": 180, "msk": 180, "trt": 180,
        "gst": 240, "pkt": 300, "ist": 330, "ict": 420, "wib": 420, "hkt": 480, "sgt": 480, "awst": 480,
        "jst": 540, "kst": 540, "acst": 570, "aest": 600, "acdt": 630, "aedt": 660, "nzst": 720, "nzdt": 780,
        "nst": -210, "ndt": -150, "ast": -240, "at": -240, "adt": -180, "brt": -180, "art": -180,
        "est": -300, "et": -300, "edt": -240, "cst": -360, "ct": -360, "cdt": -300, "mst": -420, "mt": -420,
        "mdt": -360, "pst": -480, "pt": -480, "pdt": -420, "akst": -540, "akdt": -480, "hst": -600,
    ]
    for (hours, letter) in zip(1..., "abcdefghiklm") { zones[String(letter)] = -hours * 60 }
    for (hours, letter) in zip(1..., "nopqrstuvwxy") { zones[String(letter)] = hours * 60 }
    return zones
}()

/// Walks over ASCII text.
struct DateScanner {
    private let bytes: [UInt8]
    private var position = 0

    init(_ text: String) { bytes = Array(text.utf8) }

    var isAtEnd: Bool { position == bytes.count }
    var rest: String { String(decoding: bytes[position...], as: UTF8.self) }

    /// How many digits lie ahead.
    var digits: Int { bytes[position...].prefix { (48...57).contains($0) }.count }

    /// Exactly `count` digits.
    mutating func number(_ count: Int) -> Int? {
        guard digits >= count else { return nil }
        defer { position += count }
        return bytes[position..<position + count].reduce(0) { $0 * 10 + Int($1 - 48) }
    }

    /// All digits ahead, at least one and at most `most`.
    mutating func number(upTo most: Int) -> Int? {
        (1...most).contains(digits) ? number(digits) : nil
    }

    /// The digits of a fraction of a second, in milliseconds.
    mutating func fraction() -> Int64 {
        var value: Int64 = 0
        var unit: Int64 = 100
        while digits > 0, let digit = number(1) {
            value += Int64(digit) * unit
            unit /= 10
        }
        return value
    }

    mutating func skip(_ character: Unicode.Scalar) -> Bool {
        guard position < bytes.count, UInt32(bytes[position]) == character.value else { return false }
        position += 1
        return true
    }

    mutating func skipBlanks() {
        while skip(" ") {}
    }
}
