import Domain

/// Rows of typed values: what a page shows, for programs.
struct Table: Sendable {
    /// The name under which the table is in the JSON of its page.
    let name: String
    /// The names of the columns.
    let columns: [String]
    /// Rows as long as `columns`.
    private(set) var rows: [[Cell]] = []

    /// A table without rows.
    init(_ name: String, _ columns: [String]) {
        self.name = name
        self.columns = columns
    }

    /// Adds a row; as many cells as there are columns.
    mutating func add(_ cells: [Cell]) { rows.append(cells) }
}

/// One value of a table.
enum Cell: Sendable, Equatable {
    case none
    case text(String)
    case whole(Int)
    case number(Double)
    case flag(Bool)
    case time(Instant)
    case list([String])

    /// A text; nothing for nil.
    init(_ text: String?) { self = text.map(Cell.text) ?? .none }
    /// A number; nothing for nil or what no format can write.
    init(_ number: Double?) { self = number.flatMap { $0.isFinite ? .number($0) : nil } ?? .none }
    /// A time; nothing for nil.
    init(_ time: Instant?) { self = time.map(Cell.time) ?? .none }
}
