public import Domain

/// Reads `2026-11-23 09:30:00` in UTC, at a cost of some nanoseconds.
///
/// A T may replace the blank, decimals of the second may follow, and a Z or `+00:00` may end it. Nil for
/// everything else, which `parseDate` may read. What both read is the same time.
public func plainTime(_ text: Span<UInt8>) -> Instant? {
    guard text.count >= 19, text[4] == UInt8(ascii: "-"), text[7] == UInt8(ascii: "-"),
        text[13] == UInt8(ascii: ":"), text[16] == UInt8(ascii: ":"),
        text[10] == UInt8(ascii: " ") || text[10] == UInt8(ascii: "T"),
        let century = twoDigits(text, 0), let year = twoDigits(text, 2), let month = twoDigits(text, 5),
        let day = twoDigits(text, 8), let hour = twoDigits(text, 11), let minute = twoDigits(text, 14),
        let second = twoDigits(text, 17), century >= 10, hour < 24, second < 60,
        let fraction = milliseconds(text.extracting(19..<text.count))
    else { return nil }
    let whole = CivilTime(
        year: century * 100 + year, month: month, day: day, hour: hour, minute: minute, second: second
    ).instant
    return fraction == 0 ? whole : whole.map { Instant(milliseconds: $0.milliseconds + fraction) }
}

/// What follows the second: decimals, of which three count, and a zone that is none.
private func milliseconds(_ rest: Span<UInt8>) -> Int64? {
    var (place, fraction, unit) = (0, Int64(0), Int64(100))
    if place < rest.count, rest[place] == UInt8(ascii: ".") {
        place += 1
        guard place < rest.count, rest[place] &- UInt8(ascii: "0") < 10 else { return nil }
        while place < rest.count, place < 10, rest[place] &- UInt8(ascii: "0") < 10 {
            fraction += unit * Int64(rest[place] - UInt8(ascii: "0"))
            unit /= 10
            place += 1
        }
    }
    let zone = rest.extracting(place..<rest.count)
    if zone.isEmpty || zone.count == 1 && zone[0] == UInt8(ascii: "Z") { return fraction }
    guard zone.count == 6, zone[0] == UInt8(ascii: "+"), zone[3] == UInt8(ascii: ":"),
        twoDigits(zone, 1) == 0, twoDigits(zone, 4) == 0
    else { return nil }
    return fraction
}

private func twoDigits(_ text: Span<UInt8>, _ place: Int) -> Int? {
    let tens = text[place] &- UInt8(ascii: "0")
    let ones = text[place + 1] &- UInt8(ascii: "0")
    return tens < 10 && ones < 10 ? Int(tens) * 10 + Int(ones) : nil
}
