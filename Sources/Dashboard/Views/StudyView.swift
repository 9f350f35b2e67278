import Domain
import Outcomes

/// What the price did after earlier alerts, on the page of one.
enum StudyView {
    /// The sentence and a row a window; no rows for too few cases.
    static func content(_ study: EventStudy?) -> [[String: Any]] {
        guard let study else { return [] }
        let rows = study.rows.contains { $0.moves != nil } ? study.rows.map(row) : []
        return [
            [
                "sentence": study.sentence, "rows": rows, "hasRows": !rows.isEmpty,
                "index": study.index ?? "index",
            ]
        ]
    }

    private static func row(_ row: EventStudy.Row) -> [String: Any] {
        let percent = EventStudy.percent
        func between(_ low: Double?, _ high: Double?) -> String {
            guard let low, let high else { return "unknown" }
            return "\(percent(low)) to \(percent(high))"
        }
        return [
            "window": row.window.inWords, "cases": Numbers.grouped(row.count),
            "median": row.moves.map { percent($0.median) } ?? "too few cases",
            "between": between(row.moves?.low, row.moves?.high),
            "how": row.moves.map { $0.isNineOfTen ? "nine of ten" : "all" } ?? "",
            "interval": between(row.interval?.low, row.interval?.high),
            "adjusted": row.adjusted.map { percent($0.median) } ?? "unknown",
            "usual": row.usual.map(percent) ?? "unknown",
            "usualRange": between(row.usualRange?.lowerBound, row.usualRange?.upperBound),
            "range": row.rangeRatio.map { "\(Numbers.fixed($0, 1))×" } ?? "unknown",
        ]
    }

    /// The rows for programs; moves are fractions of the first price.
    static func table(_ study: EventStudy?) -> Table {
        var table = Table(
            "study",
            [
                "window", "cases", "median", "low", "high", "between", "median_low", "median_high",
                "adjusted_cases", "adjusted_median", "adjusted_low", "adjusted_high", "usual", "usual_low",
                "usual_high", "range_ratio", "set", "about", "index",
            ])
        guard let study else { return table }
        for row in study.rows {
            table.add([
                .text(row.window.rawValue), .whole(row.count), Cell(row.moves?.median), Cell(row.moves?.low),
                Cell(row.moves?.high), Cell(row.moves.map { $0.isNineOfTen ? "nine-of-ten" : "all" }),
                Cell(row.interval?.low), Cell(row.interval?.high),
                row.adjusted.map { .whole($0.count) } ?? .none, Cell(row.adjusted?.median),
                Cell(row.adjusted?.low), Cell(row.adjusted?.high), Cell(row.usual),
                Cell(row.usualRange?.lowerBound), Cell(row.usualRange?.upperBound), Cell(row.rangeRatio),
                .text(study.cases.rawValue), .text(study.cases.inWords(study.subject)), Cell(study.index),
            ])
        }
        return table
    }
}
