import Domain
import GRDB

extension Instant {
    /// A stored time; nil for what is none.
    ///
    /// Ten times as fast as what reads any RFC 3339: a page asks for thousands of times.
    init?(stored text: String) {
        guard text.utf8.count == 24 else {
            self.init(rfc3339: text)
            return
        }
        var fields: InlineArray<7, Int> = .init(repeating: 0)
        var (field, place) = (0, 0)
        for byte in text.utf8 {
            switch (place, byte) {
            case (4, UInt8(ascii: "-")), (7, UInt8(ascii: "-")), (10, UInt8(ascii: "T")),
                (13, UInt8(ascii: ":")), (16, UInt8(ascii: ":")), (19, UInt8(ascii: ".")),
                (23, UInt8(ascii: "Z")):
                field += 1
            case (_, UInt8(ascii: "0")...UInt8(ascii: "9")) where field < 7:
                fields[field] = fields[field] * 10 + Int(byte - UInt8(ascii: "0"))
            default: return nil
            }
            place += 1
        }
        guard field == 7,
            let second = CivilTime(
                year: fields[0], month: fields[1], day: fields[2], hour: fields[3], minute: fields[4],
                second: fields[5]
            ).instant
        else { return nil }
        self = second + .milliseconds(fields[6])
    }

    /// A time that is always there.
    /// - Throws: `DatabaseError` for a text that is not a time, which only another program can have written.
    init(_ row: Row, _ column: String) throws {
        let text: String = row[column]
        guard let instant = Instant(rfc3339: text) else {
            throw DatabaseError(
                resultCode: .SQLITE_MISMATCH, message: "\(column) is not a time: \"\(text)\"")
        }
        self = instant
    }
}
