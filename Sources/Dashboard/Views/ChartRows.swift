import Charts

/// The numbers of a chart as a table that opens on demand.
enum ChartRows {
    /// Rows that a page shows; the whole table is in its CSV.
    private static let limit = 60

    /// What the template shows.
    ///
    /// - Parameter summary: What opens the table.
    static func content(_ table: ChartTable, summary: String) -> [String: Any] {
        [
            "summary": summary, "header": table.header,
            "rows": table.rows.prefix(limit).map { ["cells": $0] }, "hasRows": !table.rows.isEmpty,
        ]
    }
}
