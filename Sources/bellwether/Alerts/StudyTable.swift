import Domain
import Outcomes

/// A study for a person: a sentence, then a row a window.
struct StudyTable {
    let study: EventStudy

    private static let header = [
        "within", "cases", "median", "between", "median 95 %", "less index", "usual", "usually between",
        "range",
    ]

    /// The lines, the columns in line.
    var lines: [String] {
        guard study.rows.contains(where: { $0.moves != nil }) else { return [study.sentence] }
        let rows = [Self.header] + study.rows.map(Self.cells)
        let widths = Self.header.indices.map { column in rows.map { $0[column].count }.max() ?? 0 }
        let table = rows.map { row in
            let padded = zip(row, widths).map { $0 + String(repeating: " ", count: $1 - $0.count) }
            let line = padded.joined(separator: "  ")
            return String(line.reversed().drop { $0 == " " }.reversed())
        }
        return [study.sentence, ""] + table
    }

    private static func cells(of row: EventStudy.Row) -> [String] {
        let percent = EventStudy.percent
        func between(_ low: Double?, _ high: Double?) -> String {
            guard let low, let high else { return "–" }
            return "\(percent(low)) … \(percent(high))"
        }
        return [
            row.window.rawValue, "\(row.count)", row.moves.map { percent($0.median) } ?? "too few cases",
            between(row.moves?.low, row.moves?.high) + (row.moves?.isNineOfTen == false ? " (all)" : ""),
            between(row.interval?.low, row.interval?.high), row.adjusted.map { percent($0.median) } ?? "–",
            row.usual.map(percent) ?? "–",
            between(row.usualRange?.lowerBound, row.usualRange?.upperBound),
            row.rangeRatio.map { "\($0.places(1))×" } ?? "–",
        ]
    }
}
