import Domain

extension Table {
    /// The table as comma-separated values (RFC 4180), the names of the columns first.
    ///
    /// A text that a spreadsheet would take for a formula gets an apostrophe before it: titles come from
    /// outside.
    var csv: String {
        ([columns.map(Self.field)] + rows.map { $0.map(Self.field) }).map {
            $0.joined(separator: ",") + "\r\n"
        }.joined()
    }

    private static func field(_ cell: Cell) -> String {
        switch cell {
        case .none: ""
        case .text(let text): field(text)
        case .whole(let number): "\(number)"
        case .number(let number): "\(number)"
        case .flag(let isTrue): isTrue ? "true" : "false"
        case .time(let time): time.rfc3339
        case .list(let texts): field(texts.joined(separator: "; "))
        }
    }

    private static func field(_ text: String) -> String {
        // Byte by byte: to a spreadsheet a sign stays one where an accent follows it, which to Swift is
        // another character.
        let isFormula = text.utf8.first.map { "=+-@\t\r\n".utf8.contains($0) } ?? false
        let plain = isFormula ? "'\(text)" : text
        guard plain.utf8.contains(where: { ",\"\r\n".utf8.contains($0) }) else { return plain }
        let quoted = plain.unicodeScalars.reduce(into: String.UnicodeScalarView()) { quoted, scalar in
            quoted.append(scalar)
            if scalar == "\"" { quoted.append(scalar) }
        }
        return "\"\(String(quoted))\""
    }
}
