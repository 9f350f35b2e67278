/// The fields of one line of comma-separated values (RFC 4180); an empty line has none.
public func csvFields(of line: String) -> [String] { CSVTable.records(line).first ?? [] }

/// A table with named columns.
struct CSVTable: Equatable {
    let columns: [String]
    let rows: [[String]]

    /// Reads comma-separated values with a header (RFC 4180): quoted fields, doubled quotes, any line end.
    ///
    /// - Throws: `ParseError` when there is no header; short rows are padded with empty fields.
    init(_ bytes: [UInt8]) throws(ParseError) {
        var rows = Self.records(String(decoding: bytes, as: UTF8.self))
        guard !rows.isEmpty, rows[0].count > 1 else {
            throw .malformed(format: "CSV", reason: "no header row")
        }
        let header = rows.removeFirst().map(\.trimmed)
        columns = header
        self.rows = rows.map { $0 + Array(repeating: "", count: max(0, header.count - $0.count)) }
    }

    fileprivate static func records(_ text: String) -> [[String]] {
        var records: [[String]] = []
        var record: [String] = []
        var field = ""
        var isQuoted = false
        func endField() {
            record.append(field)
            field = ""
        }
        func endRecord() {
            endField()
            if record.count > 1 || !record[0].isEmpty { records.append(record) }
            record = []
        }
        var scalars = text.unicodeScalars.makeIterator()
        var next = scalars.next()
        if next == "\u{FEFF}" { next = scalars.next() }
        while let scalar = next {
            next = scalars.next()
            switch scalar {
            case "\"" where isQuoted && next == "\"":
                field.unicodeScalars.append(scalar)
                next = scalars.next()
            case "\"" where isQuoted: isQuoted = false
            case "\"" where field.isEmpty: isQuoted = true
            case "," where !isQuoted: endField()
            case "\n" where !isQuoted: endRecord()
            case "\r" where !isQuoted: continue
            default: field.unicodeScalars.append(scalar)
            }
        }
        if !field.isEmpty || !record.isEmpty { endRecord() }
        return records
    }
}
