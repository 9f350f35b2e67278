import Domain

/// A heat map with its places, ready to be drawn.
struct HeatMapDrawing {
    private let map: HeatMap
    private let id: String
    private let area: Area
    private let columns: Int
    private let rows: ArraySlice<HeatMap.Row>
    private let time: TimeScale
    private let legend: Legend
    /// The cells that have links, by row and column.
    private let linked: Set<Place>

    private struct Place: Hashable {
        let row: Int
        let column: Int
    }

    private static let rowHeight = 17.0
    /// Streams and intervals that are drawn: what a page can show.
    private static let mostRows = 200
    private static let mostColumns = 400
    /// The share of the width that is for the names.
    private static let names = (share: 0.22, most: 190.0)
    /// Steps from here on have a mark besides their color.
    private static let marked = 4
    /// Links from this step on are reached by keyboard; the others by pointer and by way of the row's link.
    private static let tabbed = 4

    init(_ map: HeatMap, id: String) {
        let width = map.width.drawable.clamped(320, 4096)
        let left = min(width * Self.names.share, Self.names.most)
        columns = min(max(map.columns, 0), Self.mostColumns)
        rows = map.rows.prefix(Self.mostRows)
        area = Area(
            left: left, top: 4, width: width - left - 20, height: Double(max(rows.count, 3)) * Self.rowHeight)
        time = TimeScale(from: map.from, to: map.to, start: area.left, width: area.width)
        legend = Legend(Self.legendEntries, left: area.left, right: area.right)
        var ranked: [(place: Place, bits: Double)] = []
        for (index, row) in rows.enumerated() {
            for (column, cell) in row.cells.prefix(columns).enumerated() {
                guard let bits = cell.bits, cell.href != nil else { continue }
                ranked.append((Place(row: index, column: column), bits.isNaN ? 0 : bits))
            }
        }
        let most = max(map.mostLinks, 0)
        if ranked.count > most { ranked.sort { $0.bits > $1.bits } }
        linked = Set(ranked.prefix(most).map(\.place))
        self.map = map
        self.id = id
    }

    func svg() -> String {
        let isInteractive = !linked.isEmpty || rows.contains { $0.href != nil }
        let figure = Figure(
            id: id, size: (area.right + 20, area.bottom + 22 + Double(legend.rows) * TimelineLayout.row + 8),
            kind: "heat-map", title: map.title, description: description, isInteractive: isInteractive)
        return figure.svg { markup in
            guard !rows.isEmpty, columns > 0 else {
                return markup.emptyFrame(area, "No streams to show")
            }
            drawCells(&markup)
            drawLinks(&markup)
            drawNames(&markup)
            drawAxis(&markup)
            legend.draw(&markup, top: area.bottom + 26)
        }
    }

    private var description: String {
        let cells = rows.flatMap { row in
            row.cells.prefix(columns).enumerated().map { (row: row, column: $0, bits: $1.bits ?? 0) }
        }
        var words = "\(counted(rows.count, "stream", "streams")), "
        words += "\(counted(columns, "interval", "intervals")) from \(written(time.from)) to "
        words += "\(written(time.to)) UTC."
        if let worst = cells.max(by: { $0.bits < $1.bits }), worst.bits >= HeatMap.steps[0] {
            words += " Most surprising: \(worst.row.label), \(label(worst.bits)) bits."
        } else {
            words += " Nothing is surprising."
        }
        return words
    }

    /// The rectangle of some cells of a row, less a gap; the row's gap is drawn as a line.
    private func rectangle(row: Int, columns range: Range<Int>) -> Area {
        let width = area.width / Double(max(columns, 1))
        return Area(
            left: area.left + Double(range.lowerBound) * width,
            top: area.top + Double(row) * Self.rowHeight,
            width: Double(range.count) * width, height: Self.rowHeight)
    }

    /// All cells by step, cells of the same step beside each other as one thick line, and lines of the page's
    /// color between them: this takes the fewest bytes.
    private func drawCells(_ markup: inout Markup) {
        var paths = [PathData](repeating: PathData(), count: HeatMap.steps.count + 1)
        var dots = PathData()
        var triangles = PathData()
        for (index, row) in rows.enumerated() {
            let steps = row.cells.prefix(columns).map { $0.bits.map(HeatMap.step) ?? 0 }
            var start = 0
            while start < steps.count {
                let step = steps[start]
                let end = steps[start...].firstIndex { $0 != step } ?? steps.count
                let run = rectangle(row: index, columns: start..<end)
                if step > 0 {
                    paths[step].dash(run.left, run.top + run.height / 2, length: run.width)
                }
                for column in start..<end where step >= Self.marked {
                    Self.mark(
                        step, in: rectangle(row: index, columns: column..<column + 1), &dots, &triangles)
                }
                start = end
            }
        }
        var ground = PathData()
        ground.rectangle(x: area.left, y: area.top, width: area.width, height: area.height)
        markup.path(ground, ["class": Self.kinds[0]])
        for (path, kind) in zip(paths, Self.kinds).dropFirst() {
            markup.path(path, ["class": "\(kind) heat-run", "stroke-width": coordinate(Self.rowHeight)])
        }
        markup.path(lines, ["class": "heat-lines"])
        markup.path(dots, ["class": "heat-dot"])
        markup.path(triangles, ["class": "heat-mark"])
    }

    /// The classes of the steps.
    private static let kinds = ["heat-0", "heat-1", "heat-2", "heat-3", "heat-4", "heat-5"]

    private var lines: PathData {
        var lines = PathData()
        for row in 0...rows.count {
            lines.move(area.left, area.top + Double(row) * Self.rowHeight)
            lines.horizontal(area.right)
        }
        for column in 0...columns {
            lines.move(area.left + Double(column) * area.width / Double(columns), area.top)
            lines.vertical(area.bottom)
        }
        return lines
    }

    /// A dot in the fifth step, a triangle in the sixth: neither needs color.
    private static func mark(_ step: Int, in cell: Area, _ dots: inout PathData, _ triangles: inout PathData)
    {
        let (x, y) = (cell.left + cell.width / 2, cell.top + cell.height / 2)
        if step > marked {
            triangles.triangle(x, y - 4, width: 9, height: 8)
        } else {
            dots.dash(x, y)
        }
    }

    /// Transparent cells over the drawing.
    private func drawLinks(_ markup: inout Markup) {
        markup.element("g", ["class": "targets"]) { markup in
            for (index, row) in rows.enumerated() {
                for (column, cell) in row.cells.prefix(columns).enumerated() {
                    guard linked.contains(Place(row: index, column: column)) else { continue }
                    let place = rectangle(row: index, columns: column..<column + 1)
                    var path = PathData()
                    path.rectangle(x: place.left, y: place.top, width: place.width, height: place.height)
                    let isTabStop = HeatMap.step(of: cell.bits ?? 0) >= Self.tabbed
                    markup.link(to: cell.href, isTabStop: isTabStop) { markup in
                        markup.element("title", text: "\(row.label), \(cell.title)")
                        markup.path(path)
                    }
                }
            }
        }
    }

    private func drawNames(_ markup: inout Markup) {
        for (index, row) in rows.enumerated() {
            let y = area.top + (Double(index) + 0.5) * Self.rowHeight + textSize / 3
            let name = fitted(row.label, into: area.left - 6)
            markup.link(to: row.href) { markup in
                markup.element("text", ["x": "0", "y": coordinate(y)]) { markup in
                    if name != row.label { markup.element("title", text: row.label) }
                    markup.append(name)
                }
            }
        }
    }

    private func drawAxis(_ markup: inout Markup) {
        markup.label("UTC", x: 0, y: area.bottom + 15, of: "axis")
        for tick in time.ticks {
            let x = time.position(tick.at)
            markup.element(
                "text",
                [
                    "x": coordinate(x), "y": coordinate(area.bottom + 15), "text-anchor": "middle",
                    "data-at": String(tick.at.milliseconds / 1000),
                ], text: tick.label)
        }
    }

    private static var legendEntries: [Legend.Entry] {
        let bounds = HeatMap.steps.map { label($0) }
        let names =
            ["under \(bounds[0]) bits"] + zip(bounds, bounds.dropFirst()).map { "\($0)–\($1)" }
            + ["\(bounds[bounds.count - 1]) and more"]
        return zip(names, kinds).enumerated().map {
            step, pair in
            Legend.Entry(name: pair.0) { markup, area in
                var box = PathData()
                box.rectangle(x: area.left, y: area.top, width: area.width, height: area.height)
                markup.path(box, ["class": pair.1])
                var (dots, triangles) = (PathData(), PathData())
                if step >= marked { mark(step, in: area, &dots, &triangles) }
                markup.path(dots, ["class": "heat-dot"])
                markup.path(triangles, ["class": "heat-mark"])
            }
        }
    }
}
