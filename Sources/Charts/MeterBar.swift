/// Shares of negative, other and positive as one bar, for a row of a table.
public struct MeterBar: Sendable {
    /// Negative, in any unit.
    public var negative: Double
    /// Neither.
    public var other: Double
    /// Positive.
    public var positive: Double
    /// The size in pixels.
    public var size = (width: 120.0, height: 12.0)

    /// A bar of three parts; parts below 0 and those that are no numbers are 0.
    public init(negative: Double, other: Double, positive: Double) {
        self.negative = negative
        self.other = other
        self.positive = positive
    }

    /// The drawing, as one `svg` element; its name says the shares.
    public func svg() -> String {
        let (width, height) = (size.width.drawable.clamped(20, 2000), size.height.drawable.clamped(4, 200))
        let parts = [negative, other, positive].map { max($0.drawable, 0) }
        let sum = parts.reduce(0, +)
        let names = ["negative", "other", "positive"]
        let title =
            sum > 0
            ? zip(parts, names).map { "\(percent($0 / sum)) \($1)" }.joined(separator: ", ") : "nothing"
        var markup = Markup()
        markup.element(
            "svg",
            [
                "class": "chart meter", "viewBox": "0 0 \(coordinate(width)) \(coordinate(height))",
                "width": coordinate(width), "height": coordinate(height), "role": "img", "aria-label": title,
            ]
        ) { markup in
            markup.element("title", text: title)
            var x = 0.0
            for (part, kind) in zip(parts, ["bar-negative", "bar-other", "bar-positive"]) where sum > 0 {
                var box = PathData()
                // A part that exists is seen, and a gap tells neighbors apart without color.
                let share = part / sum * width
                box.rectangle(x: x, y: 0, width: max(share - 1, part > 0 ? 1 : 0), height: height)
                markup.path(box, ["class": kind])
                x += share
            }
            guard sum <= 0 else { return }
            var frame = PathData()
            frame.rectangle(x: 0.5, y: 0.5, width: width - 1, height: height - 1)
            markup.path(frame, ["class": "frame"])
        }
        return markup.text
    }
}
