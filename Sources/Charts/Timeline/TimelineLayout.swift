import Domain

/// Where the parts of a time line are, from top to bottom: flags, price, stories, events, axis, legend.
struct TimelineLayout {
    /// Of the whole drawing.
    let width: Double
    /// Of the whole drawing.
    let height: Double
    /// Rows of flags with labels; flags fly above all plots.
    let flagTop: Double
    /// The plot of the price; nil without one.
    let price: Area?
    /// The plot of the stories.
    let stories: Area
    /// The middle of the row of events.
    let eventsMiddle: Double
    /// The base line of the labels of the time axis.
    let ticksBase: Double
    /// The upper edge of the legend.
    let legendTop: Double

    /// Height of a row of text.
    static let row = 16.0
    /// Rows of flags, at most.
    static let flagRows = 3
    /// Room for the numbers of the value axes.
    private static let left = 48.0
    private static let right = 20.0
    private static let priceHeight = 64.0
    private static let storiesHeight = 160.0
    /// Between two parts.
    private static let gap = 8.0

    /// The upper edge of the first plot.
    var top: Double { price?.top ?? stories.top }

    init(
        width: Double, flagRows: Int, hasPrice: Bool, hasEvents: Bool, legendRows: Int
    ) {
        let inner = max(width - Self.left - Self.right, 1)
        self.width = width
        flagTop = 2
        // Each plot has the words of its value axis above it.
        var y = flagTop + Double(flagRows) * Self.row + Self.row
        if hasPrice {
            price = Area(left: Self.left, top: y, width: inner, height: Self.priceHeight)
            y += Self.priceHeight + Self.gap + Self.row
        } else {
            price = nil
        }
        stories = Area(left: Self.left, top: y, width: inner, height: Self.storiesHeight)
        y = stories.bottom + 4
        eventsMiddle = y + Self.row / 2
        if hasEvents { y += Self.row }
        ticksBase = y + textSize + 2
        legendTop = ticksBase + Self.gap
        height = legendTop + Double(legendRows) * Self.row + 4
    }

    /// The scale of the time axis of both plots.
    static func timeScale(_ timeline: Timeline, width: Double) -> TimeScale {
        TimeScale(
            from: timeline.from, to: timeline.to, start: left, width: max(width - left - right, 1))
    }
}
