public import Domain

/// Reads the dates of feeds: RFC 822 and 2822 (RSS), RFC 3339 and ISO 8601 (Atom, JSON), Unix seconds and milliseconds.
///
/// What cannot be read is nil, never the present.
public func parseDate(_ text: String) -> Instant? {
    let text = text.trimmed
    guard let first = text.utf8.first, text.utf8.count <= 64 else { return nil }
    if let seconds = Double(text) { return unixTime(seconds) }
    if first >= UInt8(ascii: "0") && first <= UInt8(ascii: "9"), let instant = iso8601(text) {
        return instant
    }
    return rfc822(text)
}

/// Unix time in seconds, or in milliseconds when it is too large for seconds of this age (above the year 5138).
func unixTime(_ number: Double) -> Instant? {
    // Below 1973 a number is more likely a year or a compact date than a time.
    guard number.isFinite, number >= 1e8, number < 1e14 else { return nil }
    return number < 1e11
        ? Instant(milliseconds: Int64((number * 1000).rounded()))
        : Instant(milliseconds: Int64(number.rounded()))
}

/// Reads `2026-11-23` and `2026-11-23T09:30[:15[.5]][Z|±hh[:]mm]`.
///
/// A blank may stand for the T; no zone means UTC.
private func iso8601(_ text: String) -> Instant? {
    var scanner = Scanner(text)
    guard let year = scanner.number(4), scanner.skip("-"), let month = scanner.number(2), scanner.skip("-"),
        let day = scanner.number(2)
    else { return nil }
    var time = CivilTime(year: year, month: month, day: day)
    guard !scanner.isAtEnd else { return time.instant }
    guard scanner.skip("T") || scanner.skip("t") || scanner.skip(" ") else { return nil }
    scanner.skipBlanks()
    guard let hour = scanner.number(2), scanner.skip(":"), let minute = scanner.number(2) else { return nil }
    time.hour = hour
    time.minute = minute
    var fraction: Int64 = 0
    if scanner.skip(":") {
        guard let second = scanner.number(2) else { return nil }
        time.second = second
        if scanner.skip(".") || scanner.skip(",") { fraction = scanner.milliseconds() }
    }
    scanner.skipBlanks()
    guard let offset = scanner.isAtEnd ? 0 : zone(scanner.rest), let instant = time.instant else {
        return nil
    }
    return Instant(milliseconds: instant.milliseconds + fraction - Int64(offset) * 60_000)
}

/// `[Mon,] 23 Nov 2026 09:30[:15] zone`, with two-digit years and any amount of white space.
private func rfc822(_ text: String) -> Instant? {
    var words = text.split { $0 == " " || $0 == "," || $0 == "\t" || $0 == "-" && !text.contains(":") }.map(
        String.init)
    if let first = words.first, first.allSatisfy(\.isLetter), words.count > 3 { words.removeFirst() }
    guard words.count >= 3, let day = Int(words[0]),
        let month = months.firstIndex(of: words[1].lowercased().prefix(3).description),
        var year = Int(words[2])
    else { return nil }
    if words[2].count <= 2 { year += year < 50 ? 2000 : 1900 } else if words[2].count == 3 { year += 1900 }
    var time = CivilTime(year: year, month: month + 1, day: day)
    guard words.count > 3 else { return time.instant }
    let clock = words[3].split(separator: ":").map { Int($0.prefix(2)) }
    guard (2...3).contains(clock.count), let hour = clock[0], let minute = clock[1] else { return nil }
    time.hour = hour
    time.minute = minute
    time.second = clock.count == 3 ? clock[2] ?? 0 : 0
    guard let offset = words.count > 4 ? zone(words[4]) : 0, let instant = time.instant else { return nil }
    return Instant(milliseconds: instant.milliseconds - Int64(offset) * 60_000)
}

private let months = ["jan", "feb", "mar", "apr", "may", "jun", "jul", "aug", "sep", "oct", "nov", "dec"]

/// Minutes east of Greenwich: `Z`, `GMT`, `+01:00`, `-0500`, `EST`; nil when unknown.
private func zone(_ text: String) -> Int? {
    let named = [
        "z": 0, "ut": 0, "utc": 0, "gmt": 0, "wet": 0, "bst": 60, "cet": 60, "west": 60, "cest": 120,
        "eet": 120,
        "eest": 180, "est": -300, "edt": -240, "cst": -360, "cdt": -300, "mst": -420, "mdt": -360,
        "pst": -480,
        "pdt": -420, "ist": 330, "jst": 540, "hkt": 480, "sgt": 480, "aest": 600, "aedt": 660,
    ]
    var word = text.lowercased()
    if let minutes = named[word] { return minutes }
    for prefix in ["gmt", "utc"] where word.hasPrefix(prefix) { word.removeFirst(3) }
    guard let sign = word.first, sign == "+" || sign == "-" else { return nil }
    let digits = word.dropFirst().filter { $0 != ":" }
    guard let number = Int(digits), (1...4).contains(digits.count) else { return nil }
    let minutes = digits.count <= 2 ? number * 60 : number / 100 * 60 + number % 100
    return minutes <= 14 * 60 ? (sign == "-" ? -minutes : minutes) : nil
}

/// Walks over ASCII text.
private struct Scanner {
    private let bytes: [UInt8]
    private var position = 0

    init(_ text: String) { bytes = Array(text.utf8) }

    var isAtEnd: Bool { position == bytes.count }
    var rest: String { String(decoding: bytes[position...], as: UTF8.self) }

    /// Exactly `digits` digits.
    mutating func number(_ digits: Int) -> Int? {
        guard position + digits <= bytes.count else { return nil }
        let slice = bytes[position..<position + digits]
        guard slice.allSatisfy({ (48...57).contains($0) }) else { return nil }
        position += digits
        return slice.reduce(0) { $0 * 10 + Int($1 - 48) }
    }

    /// The digits of a fraction of a second, in milliseconds.
    mutating func milliseconds() -> Int64 {
        var value: Int64 = 0
        var unit: Int64 = 100
        while position < bytes.count, (48...57).contains(bytes[position]) {
            value += Int64(bytes[position] - 48) * unit
            unit /= 10
            position += 1
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
