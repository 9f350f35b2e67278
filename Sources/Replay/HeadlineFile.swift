public import Domain
import Parsing

/// Dated headlines as a file of tab-separated values: date, source and text, with or without that header.
///
/// A date is a day or an RFC 3339 time. The headlines of a day without times are spread evenly over it, in
/// their order.
public struct HeadlineFile {
    /// The headlines, in the order of the file.
    public let headlines: [DatedHeadline]

    /// What is wrong with a line.
    public enum Flaw: Error, Equatable, CustomStringConvertible {
        case tooFewFields(line: Int, count: Int)
        case noDate(line: Int, text: String)

        public var description: String {
            switch self {
            case .tooFewFields(let line, let count):
                "\(line): expected date, source and text, separated by tabs; found \(count) fields"
            case .noDate(let line, let text): "\(line): \"\(text)\" is not a date"
            }
        }
    }

    private struct Row {
        let at: Instant
        let isDay: Bool
        let source: String
        let text: String
    }

    /// Reads the lines of a file; lines without text are left out.
    public init(lines: [String]) throws(Flaw) {
        var rows: [Row] = []
        for (index, line) in lines.enumerated() where !line.isEmpty {
            if let row = try Self.row(line, number: index + 1) { rows.append(row) }
        }
        let perDay = Dictionary(grouping: rows.filter(\.isDay), by: \.at).mapValues(\.count)
        var seen: [Instant: Int] = [:]
        headlines = rows.map { row in
            guard row.isDay, let count = perDay[row.at] else {
                return DatedHeadline(at: row.at, source: row.source, text: row.text)
            }
            let place = seen[row.at, default: 0]
            seen[row.at] = place + 1
            return DatedHeadline(
                at: row.at + .seconds(86400 * place / count), source: row.source, text: row.text)
        }
    }

    private static func row(_ line: String, number: Int) throws(Flaw) -> Row? {
        let fields = line.split(separator: "\t", omittingEmptySubsequences: false).map(String.init)
        if number == 1, fields.first?.lowercased() == "date" { return nil }
        guard fields.count >= 3 else { throw .tooFewFields(line: number, count: fields.count) }
        guard let at = parseDate(fields[0]) else { throw .noDate(line: number, text: fields[0]) }
        guard !fields[2].allSatisfy(\.isWhitespace) else { return nil }
        return Row(at: at, isDay: !fields[0].contains(":"), source: fields[1], text: fields[2])
    }
}
