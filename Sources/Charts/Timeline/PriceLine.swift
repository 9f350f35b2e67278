import Domain

/// The price over time, in a plot of its own.
struct PriceLine {
    /// What the line goes through; nil for a gap.
    private let points: [(x: Double, price: Double)?]
    private let low: Double
    private let high: Double
    private let unit: String?

    /// Width of the columns of which only the least and the greatest price are drawn.
    private static let column = 2.0

    /// The line; nil without a single price in the span.
    init?(_ prices: [Timeline.PricePoint], on scale: TimeScale, unit: String? = nil) {
        let points = prices.filter { scale.contains($0.at) }.map { point in
            point.price.flatMap { price in
                price.isFinite ? (x: scale.position(point.at), price: price.drawable) : nil
            }
        }
        let values = points.compactMap { $0?.price }
        guard let low = values.min(), let high = values.max() else { return nil }
        (self.low, self.high, self.unit) = (low, high, unit)
        self.points = Double(points.count) > scale.width ? Self.condensed(points) : points
    }

    func draw(_ markup: inout Markup, in area: Area?) {
        guard let area else { return }
        // A flat price is in the middle, and a line at the bound would be cut.
        let margin = high > low ? (high - low) * 0.08 : max(abs(high) * 0.01, 0.01)
        let scale = LinearScale(
            low: low - margin, high: high + margin, coordinates: (area.bottom, area.top))
        let few = scale.ticks(3)
        let ticks = few.count > 1 ? few : scale.ticks(6)
        let decimals = ticks.count > 1 ? LinearScale.decimals(step: ticks[1] - ticks[0]) : 2
        var grid = PathData()
        for tick in ticks {
            let y = scale.position(tick)
            grid.move(area.left, y)
            grid.horizontal(area.right)
            markup.label(
                label(tick, decimals: decimals), x: area.left - 6, y: y + textSize / 3, anchor: "end")
        }
        markup.path(grid, ["class": "grid"])
        markup.label(unit.map { "Price (\($0))" } ?? "Price", x: area.left, y: area.top - 5, of: "axis")
        let (line, dots) = drawing(on: scale)
        markup.path(line, ["class": "price"])
        markup.path(dots, ["class": "price-dot"])
    }

    /// The line, and a dot for each price between two gaps.
    private func drawing(on scale: LinearScale) -> (line: PathData, dots: PathData) {
        var (line, dots) = (PathData(), PathData())
        var isDrawing = false
        for (index, point) in points.enumerated() {
            guard let point else {
                isDrawing = false
                continue
            }
            let y = scale.position(point.price)
            if isDrawing {
                line.line(point.x, y)
            } else if index + 1 == points.count || points[index + 1] == nil {
                dots.circle(point.x, y, radius: 1.8)
            } else {
                line.move(point.x, y)
            }
            isDrawing = true
        }
        return (line, dots)
    }

    /// At most the least and the greatest price of each column, in the order in which they came.
    private static func condensed(_ points: [(x: Double, price: Double)?]) -> [(x: Double, price: Double)?] {
        var result: [(x: Double, price: Double)?] = []
        var column: [(x: Double, price: Double)] = []
        func flush() {
            if let low = column.indices.min(by: { column[$0].price < column[$1].price }),
                let high = column.indices.max(by: { column[$0].price < column[$1].price })
            {
                result += Set([low, high]).sorted().map { column[$0] }
            }
            column = []
        }
        for point in points {
            guard let point else {
                flush()
                if let last = result.last, last != nil { result.append(nil) }
                continue
            }
            if let first = column.first,
                (first.x / Self.column).rounded(.down) != (point.x / Self.column).rounded(.down)
            {
                flush()
            }
            column.append(point)
        }
        flush()
        return result
    }
}
