/// A line as small as a word, for a row of a table.
public struct Sparkline: Sendable {
    /// What it shows and its last value, such as `negative stories per day, 4 today`.
    public var title: String
    /// From the oldest to the newest; nil, and what is no number, for a gap.
    public var values: [Double?]
    /// The size in pixels.
    public var size = (width: 120.0, height: 24.0)

    /// A line through values.
    public init(title: String, values: [Double?]) {
        self.title = title
        self.values = values
    }

    /// The drawing, as one `svg` element; the name of an image is its title alone.
    public func svg() -> String {
        let (width, height) = (size.width.drawable.clamped(20, 2000), size.height.drawable.clamped(8, 500))
        var markup = Markup()
        markup.element(
            "svg",
            [
                "class": "chart sparkline", "viewBox": "0 0 \(coordinate(width)) \(coordinate(height))",
                "width": coordinate(width), "height": coordinate(height), "role": "img", "aria-label": title,
            ]
        ) { markup in
            markup.element("title", text: title)
            let (line, last) = drawing(width: width, height: height)
            markup.path(line, ["class": "line"])
            markup.path(last, ["class": "last"])
        }
        return markup.text
    }

    private func drawing(width: Double, height: Double) -> (line: PathData, last: PathData) {
        var (line, last) = (PathData(), PathData())
        let known = values.compactMap { $0.flatMap { $0.isFinite ? $0.drawable : nil } }
        guard let low = known.min(), let high = known.max() else {
            line.move(0, height - 2)
            line.horizontal(width)
            return (line, last)
        }
        // From 0 where there is nothing below it: the height is then the number itself.
        let scale = LinearScale(low: min(low, 0), high: high, coordinates: (height - 3, 3))
        let across = LinearScale(
            low: 0, high: Double(max(values.count - 1, 1)), coordinates: (3, width - 4))
        var isDrawing = false
        for (index, value) in values.enumerated() {
            guard let value, value.isFinite else {
                isDrawing = false
                continue
            }
            let (x, y) = (across.position(Double(index)), scale.position(value))
            if isDrawing { line.line(x, y) } else { line.move(x, y) }
            // A value between two gaps is a dot, by the round ends of a short line.
            if !isDrawing { line.line(x + 0.1, y) }
            isDrawing = true
            if index == values.count - 1 { last.circle(x, y, radius: 2.5) }
        }
        return (line, last)
    }
}
