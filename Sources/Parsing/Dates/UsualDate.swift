import Domain

/// The two forms that nearly all dates of feeds have, read by position.
///
/// `Mon, 23 Nov 2026 09:30:00 +0100` (RFC 2822, 3.3) and `2026-11-23T09:30:00Z` (RFC 3339); everything else
/// is left to the other readers.
struct UsualDate {
    private let text: [UInt8]

    init(_ text: String) { self.text = Array(text.utf8) }

    var time: StatedTime? {
        guard text.count >= 20 else { return nil }
        return text[3] == UInt8(ascii: ",") ? written : text[4] == UInt8(ascii: "-") ? numeric : nil
    }

    private static let months = Array(Instant.months.joined().lowercased().utf8)
    private static let weekdays = Array("sunmontuewedthufrisat".utf8)

    private var written: StatedTime? {
        guard Self.place(text[0..<3], in: Self.weekdays) != nil, text[4] == UInt8(ascii: " ") else {
            return nil
        }
        let digits = text[6] == UInt8(ascii: " ") ? 1 : 2
        // `Mon, D Mon YYYY HH:MM:SS zone`, one or two digits for the day.
        let start = 5 + digits
        guard text.count >= start + 16, text[start] == UInt8(ascii: " "),
            text[start + 4] == UInt8(ascii: " "),
            text[start + 9] == UInt8(ascii: " "), let day = number(5, digits),
            let month = Self.place(text[(start + 1)..<(start + 4)], in: Self.months),
            let year = number(start + 5, 4), let clock = clock(start + 10), start + 18 < text.count,
            text[start + 18] == UInt8(ascii: " "), let east = zone(text[(start + 19)...])
        else { return nil }
        return instant(year, month + 1, day, clock, east)
    }

    private var numeric: StatedTime? {
        guard text[7] == UInt8(ascii: "-"), text[10] == UInt8(ascii: "T"), let year = number(0, 4),
            let month = number(5, 2), let day = number(8, 2), let clock = clock(11)
        else { return nil }
        let rest = text[19...]
        guard rest.elementsEqual("Z".utf8) || rest.count == 6 && text[22] == UInt8(ascii: ":") else {
            return nil
        }
        let zone = rest.filter { $0 != UInt8(ascii: ":") }
        guard let east = zone.count == 1 ? 0 : self.zone(zone[...]) else { return nil }
        return instant(year, month, day, clock, east)
    }

    private func instant(
        _ year: Int, _ month: Int, _ day: Int, _ clock: (Int, Int, Int), _ minutesEast: Int
    ) -> StatedTime? {
        guard clock.0 < 24, year >= 1000 else { return nil }
        let time = CivilTime(
            year: year, month: month, day: day, hour: clock.0, minute: clock.1, second: clock.2)
        return time.instant.map { StatedTime(reading: $0, minutesEast: minutesEast) }
    }

    /// `HH:MM:SS`.
    private func clock(_ start: Int) -> (Int, Int, Int)? {
        guard start + 8 <= text.count, text[start + 2] == UInt8(ascii: ":"),
            text[start + 5] == UInt8(ascii: ":"), let hour = number(start, 2),
            let minute = number(start + 3, 2), let second = number(start + 6, 2)
        else { return nil }
        return (hour, minute, second)
    }

    /// Minutes east of UTC of `GMT`, `UTC`, `UT`, `Z` or `+0100`.
    private func zone(_ zone: ArraySlice<UInt8>) -> Int? {
        if ["GMT", "UTC", "UT", "Z"].contains(where: { zone.elementsEqual($0.utf8) }) { return 0 }
        let digits = zone.dropFirst().map { Int($0) - 0x30 }
        guard zone.count == 5, digits.allSatisfy({ (0...9).contains($0) }), let sign = zone.first,
            sign == UInt8(ascii: "+") || sign == UInt8(ascii: "-")
        else { return nil }
        let (hours, minutes) = (digits[0] * 10 + digits[1], digits[2] * 10 + digits[3])
        guard hours <= 14, minutes < 60 else { return nil }
        return (sign == UInt8(ascii: "-") ? -1 : 1) * (hours * 60 + minutes)
    }

    private func number(_ start: Int, _ length: Int) -> Int? {
        var value = 0
        for byte in text[start..<(start + length)] {
            guard (0x30...0x39).contains(byte) else { return nil }
            value = value * 10 + Int(byte) - 0x30
        }
        return value
    }

    /// The place of three letters, in any case, in a list of such.
    private static func place(_ word: ArraySlice<UInt8>, in list: [UInt8]) -> Int? {
        stride(from: 0, to: list.count, by: 3).first { start in
            zip(word, list[start..<(start + 3)]).allSatisfy { $0 | 0x20 == $1 }
        }.map { $0 / 3 }
    }
}
