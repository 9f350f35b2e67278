import Domain
import GRDB

extension Instant {
    /// RFC 3339 in UTC, always with milliseconds and so 24 characters wide: text order is time order.
    var storedText: String {
        let text = rfc3339
        // RFC 3339 without a fraction ends in the seconds and `Z`.
        return text.count == 20 ? "\(text.dropLast()).000Z" : text
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
