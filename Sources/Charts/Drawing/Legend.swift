/// The names of what a chart draws, in rows under it.
struct Legend {
    /// A name, with what it names drawn beside it.
    struct Entry {
        let name: String
        /// Draws the sample in an area of 14 by 10.
        let draw: (inout Markup, Area) -> Void
    }

    private static let sample = (width: 14.0, height: 10.0)
    private static let gap = 18.0

    private let placed: [(entry: Entry, x: Double, row: Int)]
    /// Rows in use.
    let rows: Int

    /// Places the entries from left to right, in as many rows as needed.
    init(_ entries: [Entry], left: Double, right: Double) {
        var (x, row) = (left, 0)
        var placed: [(Entry, Double, Int)] = []
        for entry in entries {
            let needed = Self.sample.width + 5 + width(of: entry.name)
            if x > left, x + needed > right { (x, row) = (left, row + 1) }
            placed.append((entry, x, row))
            x += needed + Self.gap
        }
        self.placed = placed
        rows = placed.isEmpty ? 0 : row + 1
    }

    /// Draws all entries below a line.
    func draw(_ markup: inout Markup, top: Double) {
        markup.element("g", ["class": "legend"]) { markup in
            for (entry, x, row) in placed {
                let y = top + Double(row) * TimelineLayout.row + 2
                let area = Area(left: x, top: y, width: Self.sample.width, height: Self.sample.height)
                entry.draw(&markup, area)
                markup.label(entry.name, x: area.right + 5, y: area.bottom - 1)
            }
        }
    }
}

extension Legend.Entry {
    /// An entry whose sample is a filled box.
    static func box(_ name: String, _ kind: StaticString?, fill: String? = nil) -> Legend.Entry {
        Legend.Entry(name: name) { markup, area in
            var box = PathData()
            box.rectangle(x: area.left, y: area.top, width: area.width, height: area.height)
            markup.path(box, ["class": kind.map { "\($0)" }, "fill": fill])
        }
    }

    /// An entry whose sample is a line.
    static func line(_ name: String, _ kind: StaticString) -> Legend.Entry {
        Legend.Entry(name: name) { markup, area in
            var line = PathData()
            line.move(area.left, area.top + area.height / 2)
            line.horizontal(area.right)
            markup.path(line, ["class": "\(kind)"])
        }
    }
}
