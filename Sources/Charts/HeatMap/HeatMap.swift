public import Domain

/// How surprising the news of each stream was over time: rows of streams, columns of equal intervals.
///
/// Rows are drawn in the order in which they are given, the worst one first by custom. The markup stays
/// small: cells without a link of their own are merged to one path for each step.
public struct HeatMap: Sendable {
    /// The accessible name, such as `Surprise by stream and half hour`.
    public var title: String
    /// The beginning of the first column.
    public var from: Instant
    /// The end of the last column.
    public var to: Instant
    /// The number of columns; a row with fewer cells ends early, further ones are not drawn.
    public var columns: Int
    /// The streams.
    public var rows: [Row]
    /// Links of cells, at most, given to the most surprising cells first: each costs some 190 bytes.
    public var mostLinks = 120
    /// Width of the drawing in its own units, which are pixels of a wide screen; at least 320.
    public var width = 1120.0

    /// A stream.
    public struct Row: Sendable {
        /// Its name; cut where it is too long.
        public var label: String
        /// Its page; nil for no link.
        public var href: String?
        /// From the first interval on.
        public var cells: [Cell]

        /// A row.
        public init(label: String, href: String?, cells: [Cell]) {
            self.label = label
            self.href = href
            self.cells = cells
        }
    }

    /// The news of a stream in one interval.
    public struct Cell: Sendable, Equatable {
        /// The surprise; nil when there was no story.
        public var bits: Double?
        /// The headlines; nil for no link.
        public var href: String?
        /// What the pointer shows, such as `11:30: 3 stories, 12.4 bits`.
        public var title: String

        /// A cell.
        public init(bits: Double?, href: String? = nil, title: String = "") {
            self.bits = bits
            self.href = href
            self.title = title
        }

        /// A cell without a story.
        public static let empty = Cell(bits: nil)
    }

    /// A heat map over equal intervals.
    public init(title: String, from: Instant, to: Instant, columns: Int, rows: [Row]) {
        self.title = title
        self.from = from
        self.to = to
        self.columns = columns
        self.rows = rows
    }

    /// The lower bounds of the second to the sixth step, in bits.
    ///
    /// A surprise of b bits is expected by chance in one of 2ᵇ intervals. For half hours, 2 bits are reached
    /// in one of four, 4 bits three times a day, 6 bits every 32 hours, 9 bits every 11 days, and 12.5 bits
    /// once in four months: the rate at which alerts by chance are accepted by default (`Sensitivity`).
    public static let steps = [2, 4, 6, 9, 12.5]

    /// The step of a surprise, from 0 to 5.
    public static func step(of bits: Double) -> Int {
        bits.isFinite ? steps.count { bits >= $0 } : bits == .infinity ? steps.count : 0
    }

    /// The drawing, as one `svg` element.
    ///
    /// - Parameter id: Begins the identifiers in the drawing; it must be the only one in its page.
    public func svg(id: String) -> String { HeatMapDrawing(self, id: id).svg() }

    /// The cells from 2 bits on, the most surprising first.
    public func table() -> ChartTable {
        let cells = rows.flatMap { row in
            row.cells.prefix(max(columns, 0)).enumerated().compactMap { column, cell in
                cell.bits.flatMap {
                    Self.step(of: $0) > 0 ? (row: row, at: start(of: column), bits: $0) : nil
                }
            }
        }
        let sorted = cells.enumerated().sorted { ($1.element.bits, $0.offset) < ($0.element.bits, $1.offset) }
        return ChartTable(
            header: ["Stream", "From (UTC)", "Surprise in bits"],
            rows: sorted.map {
                [$0.element.row.label, written($0.element.at), Charts.label($0.element.bits)]
            })
    }

    /// The beginning of a column.
    private func start(of column: Int) -> Instant {
        let scale = TimeScale(from: from, to: to, width: 1)
        let length = (scale.to.milliseconds - scale.from.milliseconds) / Int64(max(columns, 1))
        return Instant(milliseconds: scale.from.milliseconds + Int64(column) * length)
    }
}
