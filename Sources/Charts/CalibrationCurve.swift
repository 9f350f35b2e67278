/// What was predicted against what was observed: on the diagonal, probabilities are what they say.
public struct CalibrationCurve: Sendable {
    /// The accessible name, such as `Calibration of negative`.
    public var title: String
    /// Predictions of about the same probability, in any order.
    public var bins: [Bin]

    /// Some predictions.
    public struct Bin: Sendable, Equatable {
        /// Their mean probability, in [0, 1].
        public var predicted: Double
        /// The share that came true, in [0, 1].
        public var observed: Double
        /// How many there are.
        public var count: Int

        /// A bin.
        public init(predicted: Double, observed: Double, count: Int) {
            self.predicted = predicted
            self.observed = observed
            self.count = count
        }
    }

    private static let size = (width: 364.0, height: 348.0)
    private static let area = Area(left: 48, top: 12, width: 296, height: 296)
    /// Deviations of the normal distribution around nine tenths of its mass.
    private static let ninetyPercent = 1.645

    /// A curve through bins.
    public init(title: String, bins: [Bin]) {
        self.title = title
        self.bins = bins
    }

    /// The drawing, as one `svg` element: a point for each bin, the larger the more predictions it has, and
    /// the range of the true share (Wilson 1927, 90 %).
    ///
    /// - Parameter id: Begins the identifiers in the drawing; it must be the only one in its page.
    public func svg(id: String) -> String {
        let known = drawable
        let total = known.reduce(0) { $0 + Double($1.count) }
        let error = known.reduce(0) { $0 + abs($1.predicted - $1.observed) * Double($1.count) }
        let figure = Figure(
            id: id, size: Self.size, kind: "calibration", title: title,
            description: known.isEmpty
                ? "There is no feedback to compare with yet."
                : "\(counted(known.count, "group", "groups")) of predictions, "
                    + "off by \(percent(error / max(total, 1))) on average.")
        return figure.svg { markup in
            guard !known.isEmpty else { return markup.emptyFrame(Self.area, "Nothing to compare yet") }
            drawAxes(&markup)
            drawPoints(known, &markup)
        }
    }

    /// The numbers, by rising prediction.
    public func table() -> ChartTable {
        ChartTable(
            header: ["Predicted", "Observed", "Count"],
            rows: drawable.map { [percent($0.predicted), percent($0.observed), label(Double($0.count))] })
    }

    private var drawable: [Bin] {
        bins.filter { $0.predicted.isFinite && $0.observed.isFinite && $0.count > 0 }
            .map {
                Bin(
                    predicted: $0.predicted.clamped(0, 1), observed: $0.observed.clamped(0, 1),
                    count: $0.count)
            }
            .sorted { $0.predicted < $1.predicted }
    }

    private var x: LinearScale { .init(low: 0, high: 1, coordinates: (Self.area.left, Self.area.right)) }
    private var y: LinearScale { .init(low: 0, high: 1, coordinates: (Self.area.bottom, Self.area.top)) }

    private func drawAxes(_ markup: inout Markup) {
        let area = Self.area
        var grid = PathData()
        for tick in [0, 0.25, 0.5, 0.75, 1] {
            grid.move(area.left, y.position(tick))
            grid.horizontal(area.right)
            grid.move(x.position(tick), area.top)
            grid.vertical(area.bottom)
            markup.label(percent(tick), x: area.left - 6, y: y.position(tick) + textSize / 3, anchor: "end")
            if tick > 0 {
                markup.label(percent(tick), x: x.position(tick), y: area.bottom + 14, anchor: "middle")
            }
        }
        markup.path(grid, ["class": "grid"])
        var diagonal = PathData()
        diagonal.move(area.left, area.bottom)
        diagonal.line(area.right, area.top)
        markup.path(diagonal, ["class": "diagonal"])
        markup.label("observed ↑", x: area.left + 6, y: area.top + 12, of: "axis")
        markup.label("predicted →", x: area.right, y: area.bottom + 30, anchor: "end", of: "axis")
    }

    private func drawPoints(_ bins: [Bin], _ markup: inout Markup) {
        let most = Double(bins.map(\.count).max() ?? 1)
        var line = PathData()
        for (index, bin) in bins.enumerated() {
            let (x, y) = (x.position(bin.predicted), y.position(bin.observed))
            if index == 0 { line.move(x, y) } else { line.line(x, y) }
        }
        markup.path(line, ["class": "line"])
        for bin in bins {
            let (x, range) = (x.position(bin.predicted), Self.interval(bin))
            var whisker = PathData()
            whisker.move(x, y.position(range.lowerBound))
            whisker.vertical(y.position(range.upperBound))
            markup.path(whisker, ["class": "whisker"])
            var point = PathData()
            // The area grows with the count.
            point.circle(
                x, y.position(bin.observed), radius: 2.5 + 4.5 * (Double(bin.count) / most).squareRoot())
            markup.element("path", ["class": "point", "d": point.text]) { markup in
                let count = counted(bin.count, "prediction", "predictions")
                markup.element(
                    "title",
                    text: "predicted \(percent(bin.predicted)), observed \(percent(bin.observed)), \(count)")
            }
        }
    }

    private static func interval(_ bin: Bin) -> ClosedRange<Double> {
        let (n, p, z) = (Double(bin.count), bin.observed, ninetyPercent)
        let middle = (p + z * z / (2 * n)) / (1 + z * z / n)
        let half = z / (1 + z * z / n) * (p * (1 - p) / n + z * z / (4 * n * n)).squareRoot()
        return max(middle - half, 0)...min(max(middle + half, 0), 1)
    }
}
