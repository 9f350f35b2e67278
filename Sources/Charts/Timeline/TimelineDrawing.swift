import Domain

/// A time line with its places and scales, ready to be drawn from back to front.
struct TimelineDrawing {
    let timeline: Timeline
    let id: String
    let time: TimeScale
    let bars: [TimelineBar]
    let flags: FlagRows
    let prices: PriceLine?
    let shapes: [(kind: String, glyph: EventGlyph)]
    let events: [Timeline.Event]
    let layout: TimelineLayout
    let counts: LinearScale

    /// Events that are drawn, the latest ones; more could not be told apart.
    private static let mostEvents = 200

    init(_ timeline: Timeline, id: String) {
        let width = timeline.width.drawable.clamped(320, 4096)
        let time = TimelineLayout.timeScale(timeline, width: width)
        let flags = FlagRows(timeline.flags, on: time)
        let events = Array(
            timeline.events.filter { time.contains($0.at) }.sorted { $0.at < $1.at }.suffix(Self.mostEvents))
        let shapes = EventGlyph.shapes(of: events)
        let prices = PriceLine(timeline.prices, on: time, unit: timeline.priceUnit)
        let bars = TimelineBar.bars(timeline, on: time)
        let legend = Self.legend(
            timeline, on: time, bars: bars, hasPrice: prices != nil, shapes: shapes, id: id)
        layout = TimelineLayout(
            width: width, flagRows: flags.count, hasPrice: prices != nil, hasEvents: !events.isEmpty,
            legendRows: Legend(legend, left: time.start, right: time.start + time.width).rows)
        let most = bars.reduce(0) { max($0, $1.total, $1.expected?.high ?? 0) }
        counts = .counts(to: most, coordinates: (layout.stories.bottom, layout.stories.top))
        self.timeline = timeline
        self.id = id
        self.time = time
        self.flags = flags
        self.prices = prices
        self.shapes = shapes
        self.events = events
        self.bars = bars
    }

    func svg() -> String {
        let hasLinks =
            flags.placed.contains { $0.flag.href != nil }
            || bars.contains { $0.bucket?.href != nil } && Double(bars.count) <= Self.mostTargets
        let figure = Figure(
            id: id, size: (layout.width, layout.height), kind: "timeline", title: timeline.title,
            description: description, isInteractive: hasLinks)
        return figure.svg { markup in
            drawPatterns(&markup, figure.id)
            drawRanges(&markup, figure.id)
            drawAxes(&markup)
            if bars.isEmpty {
                markup.emptyFrame(layout.stories, "No stories in this time")
            } else {
                drawBand(&markup)
                drawBars(&markup, figure.id)
                drawExpected(&markup)
            }
            prices?.draw(&markup, in: layout.price)
            drawTargets(&markup)
            drawEvents(&markup)
            drawFlags(&markup)
            let legend = Self.legend(
                timeline, on: time, bars: bars, hasPrice: prices != nil, shapes: shapes, id: figure.id)
            Legend(legend, left: time.start, right: time.start + time.width)
                .draw(&markup, top: layout.legendTop)
        }
    }

    /// The plots, from top to bottom.
    var plots: [Area] { [layout.price, layout.stories].compactMap { $0 } }

    /// The hatchings: fills that a style sheet cannot make.
    private func drawPatterns(_ markup: inout Markup, _ id: String) {
        markup.element("defs") { markup in
            for (name, kind, angle) in [("running", "stripe", "45"), ("blind", "blind-stripe", "-45")] {
                markup.element(
                    "pattern",
                    [
                        "id": "\(id)-\(name)", "width": "5", "height": "5", "patternUnits": "userSpaceOnUse",
                        "patternTransform": "rotate(\(angle))",
                    ]
                ) { markup in
                    var stripe = PathData()
                    stripe.move(1, 0)
                    stripe.vertical(5)
                    markup.path(stripe, ["class": kind])
                }
            }
        }
    }

    /// Closed hours and blind times, behind everything.
    private func drawRanges(_ markup: inout Markup, _ id: String) {
        markup.path(shaded(timeline.closed), ["class": "closed"])
        let blind = shaded(timeline.blind)
        markup.path(blind, ["class": "blind"])
        markup.path(blind, ["fill": "url(#\(id)-blind)"])
    }

    /// Ranges of time as rectangles over all plots; those that overlap or touch are one.
    private func shaded(_ ranges: [Range<Instant>]) -> PathData {
        var path = PathData()
        for (start, end) in merged(ranges) {
            for plot in plots {
                path.rectangle(x: start, y: plot.top, width: max(end - start, 1), height: plot.height)
            }
        }
        return path
    }

    private func merged(_ ranges: [Range<Instant>]) -> [(start: Double, end: Double)] {
        var merged: [(start: Double, end: Double)] = []
        for range in ranges.sorted(by: { $0.lowerBound < $1.lowerBound })
        where time.overlaps(range) {
            let (start, end) = (time.position(range.lowerBound), time.position(range.upperBound))
            if let last = merged.indices.last, start <= merged[last].end {
                merged[last].end = max(merged[last].end, end)
            } else {
                merged.append((start, end))
            }
        }
        return merged
    }

    private func drawAxes(_ markup: inout Markup) {
        let plot = layout.stories
        var grid = PathData()
        let ticks = counts.ticks(4, leastStep: 1)
        for tick in ticks {
            let y = counts.position(tick)
            grid.move(plot.left, y)
            grid.horizontal(plot.right)
            markup.label(label(tick), x: plot.left - 6, y: y + textSize / 3, anchor: "end")
        }
        markup.path(grid, ["class": "grid"])
        markup.label(
            "Stories per \(inWords(timeline.bucketLength))", x: plot.left, y: plot.top - 5, of: "axis")
        var marks = PathData()
        for tick in time.ticks {
            let x = time.position(tick.at)
            marks.move(x, plot.bottom)
            marks.vertical(plot.bottom + 4)
            markup.element(
                "text",
                [
                    "x": coordinate(x), "y": coordinate(layout.ticksBase), "text-anchor": "middle",
                    "data-at": String(tick.at.milliseconds / 1000),
                ], text: tick.label)
        }
        markup.path(marks, ["class": "axis-line"])
        markup.label("UTC", x: 2, y: layout.ticksBase, of: "axis")
    }
}

/// A length of a bucket in words: `30 min`, `hour`, `2 hours`, `day`.
func inWords(_ length: Duration) -> String {
    let minutes = max(length.inMilliseconds / 60_000, 1)
    switch minutes {
    case 60: return "hour"
    case 1440: return "day"
    case let minutes where minutes % 1440 == 0: return "\(minutes / 1440) days"
    case let minutes where minutes % 60 == 0: return "\(minutes / 60) hours"
    default: return "\(minutes) min"
    }
}
