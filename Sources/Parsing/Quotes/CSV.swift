import Domain

/// The fields of one line of comma-separated values (RFC 4180); an empty line has none.
public func csvFields(of line: String) -> [String] { CSVTable.records(line, delimiter: ",").first ?? [] }

/// A table with named columns.
struct CSVTable: Equatable {
    /// The header is looked for in this many lines: titles, dates and notes come before it.
    private static let maximumPreamble = 50

    let columns: [String]
    let rows: [[String]]
    let delimiter: QuoteMapping.Delimiter

    /// Reads comma-separated values with a header (RFC 4180): quoted fields, doubled quotes, any line end.
    ///
    /// - Parameters:
    ///   - names: Columns that the header must have; it is the first line with all of them.
    ///   - delimiter: What separates the columns; nil for the one with which there is such a header.
    /// - Throws: `ParseError` when there is no header; short rows are padded with empty fields.
    init(
        _ text: String, names: [String], delimiter: QuoteMapping.Delimiter? = nil
    ) throws(ParseError) {
        let lines = Self.lines(text)
        let delimiters = delimiter.map { [$0] } ?? QuoteMapping.Delimiter.allCases
        let headers = delimiters.lazy.compactMap { delimiter in
            Self.header(in: lines.prefix(Self.maximumPreamble), names, delimiter).map { (delimiter, $0) }
        }
        guard let (delimiter, start) = headers.first else {
            throw Self.missing(names, in: lines, delimiters)
        }
        var rows = Self.records(
            lines[start...].joined(separator: "\n"), delimiter: delimiter.scalar)
        let header = rows.removeFirst().map(\.trimmed)
        columns = header
        self.rows = rows.map { $0 + Array(repeating: "", count: max(0, header.count - $0.count)) }
        self.delimiter = delimiter
    }

    /// The place of a column, whose name may be written with other capitals; nil where there is none.
    func column(_ name: String) -> Int? { Self.place(of: name, in: columns) }

    private static func place(of name: String, in columns: [String]) -> Int? {
        columns.firstIndex(of: name) ?? columns.firstIndex { $0.lowercased() == name.lowercased() }
    }

    private static func lines(_ text: String) -> [Substring] {
        let text = text.first == "\u{FEFF}" ? text.dropFirst() : text[...]
        return text.split(omittingEmptySubsequences: false) { $0.isNewline }
    }

    private static func fields(of line: Substring, _ delimiter: QuoteMapping.Delimiter) -> [String] {
        let records = records(String(line), delimiter: delimiter.scalar)
        return (records.first ?? []).map(\.trimmed)
    }

    /// The first line with all names and something beside them to tell the columns by.
    private static func header(
        in lines: some Collection<Substring>, _ names: [String], _ delimiter: QuoteMapping.Delimiter
    ) -> Int? {
        lines.enumerated().first { _, line in
            let columns = fields(of: line, delimiter)
            return columns.count > 1 && names.allSatisfy { place(of: $0, in: columns) != nil }
        }?.offset
    }

    /// What to say when no line has all names: which one the likeliest header lacks.
    private static func missing(
        _ names: [String], in lines: [Substring], _ delimiters: [QuoteMapping.Delimiter]
    ) -> ParseError {
        let headers = lines.prefix(maximumPreamble).flatMap { line in delimiters.map { fields(of: line, $0) }
        }
        func known(_ columns: [String]) -> Int { names.filter { place(of: $0, in: columns) != nil }.count }
        let likeliest = headers.filter { $0.count > 1 }.max { known($0) < known($1) }
        guard let columns = likeliest, let name = names.first(where: { place(of: $0, in: columns) == nil })
        else {
            return .malformed(format: "CSV", reason: "no header row")
        }
        return .missingField(format: "CSV", field: name, have: columns)
    }

    fileprivate static func records(_ text: String, delimiter: Unicode.Scalar) -> [[String]] {
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
        while let scalar = next {
            next = scalars.next()
            switch scalar {
            case "\"" where isQuoted && next == "\"":
                field.unicodeScalars.append(scalar)
                next = scalars.next()
            case "\"" where isQuoted: isQuoted = false
            case "\"" where field.isEmpty: isQuoted = true
            case delimiter where !isQuoted: endField()
            case "\n" where !isQuoted: endRecord()
            case "\r" where !isQuoted: continue
            default: field.unicodeScalars.append(scalar)
            }
        }
        if !field.isEmpty || !record.isEmpty { endRecord() }
        return records
    }
}
