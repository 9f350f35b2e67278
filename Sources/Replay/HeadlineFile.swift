public import Domain
import Parsing

/// Dated headlines as a file of tab-separated values: date, source and text, with or without that header.
///
/// A date is a day or an RFC 3339 time. The headlines of a day without times are spread evenly over it, in an
/// order that a hash of their text gives: files are often sorted by title within a day, and their order must
/// mean nothing.
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
    ///
    /// - Parameter order: Which of the orders the headlines of a day get, where their times are not known.
    public init(lines: [String], order: UInt64 = 0) throws(Flaw) {
        var rows: [Row] = []
        for (index, line) in lines.enumerated() where !line.isEmpty {
            if let row = try Self.row(line, number: index + 1) { rows.append(row) }
        }
        let times = Self.times(of: rows, order: order)
        headlines = rows.indices.map { place in
            let row = rows[place]
            var headline = DatedHeadline(at: times[place] ?? row.at, source: row.source, text: row.text)
            headline.hasTime = !row.isDay
            return headline
        }
    }

    /// The times that the rows of whole days are dealt, by their places.
    private static func times(of rows: [Row], order: UInt64) -> [Int: Instant] {
        let seed = SplitMix64.mixed(order)
        var times: [Int: Instant] = [:]
        for (day, places) in Dictionary(grouping: rows.indices.filter { rows[$0].isDay }, by: { rows[$0].at })
        {
            let dealt = places.map { place in
                (key: SplitMix64.mixed(fingerprint(rows[place].text.utf8) ^ seed), place: place)
            }.sorted { $0 < $1 }
            for (rank, (_, place)) in dealt.enumerated() {
                times[place] = day + .seconds(86400 * rank / dealt.count)
            }
        }
        return times
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
