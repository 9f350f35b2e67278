import Charts
import Domain
import Mustache

/// The numbers of a chart as a table that opens on demand.
enum ChartRows {
    /// Rows that a page shows; longer tables are in its JSON.
    static let usualLimit = 60
    /// Enough for two days of half hours.
    static let twoDays = 100

    /// What the template shows.
    ///
    /// - Parameter summary: What opens the table.
    static func content(
        _ table: ChartTable, summary: String, limit: Int = usualLimit
    ) -> [String: Any] {
        [
            "summary": summary, "header": table.header,
            "rows": Rows(cells: table.rows.prefix(limit)), "hasRows": !table.rows.isEmpty,
            "cut": table.rows.count > limit
                ? "The first \(limit) of \(Numbers.grouped(table.rows.count)) rows." : "",
        ]
    }

    /// The rows of a table, written whole: a page has hundreds of cells.
    private struct Rows: MustacheCustomRenderable {
        let cells: ArraySlice<[String]>

        var renderText: String {
            cells.map { row in
                "<tr>\(row.map { "<td>\(escapedMarkup($0))</td>" }.joined())</tr>"
            }.joined()
        }
    }
}
