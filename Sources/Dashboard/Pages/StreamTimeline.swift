import Charts
import Domain
import History

/// The stories of a stream over a span, with all that is drawn beside them.
struct StreamTimeline {
    let stream: Stream
    let name: String?
    let timeline: Timeline
    let points: [SeriesPoint]
    let alerts: [ArchivedAlert]

    /// What the template shows.
    ///
    /// - Parameter id: Begins the identifiers in the drawing.
    func content(_ visit: Visit, id: String = "timeline") -> [String: Any] {
        [
            "svg": timeline.svg(id: id), "name": stream.inWords(name: name), "link": visit.link(to: stream),
            "table": ChartRows.content(
                timeline.table(), summary: "The numbers as a table", limit: ChartRows.twoDays),
        ]
    }

    /// The half hours as a table.
    var table: Table {
        var table = Table("series", ["stream", "at", "stories", "negative", "positive", "expected", "bits"])
        for point in points {
            table.add([
                .text(point.stream.name), .time(point.start), .whole(point.stories),
                .whole(point.negative), .whole(point.positive), Cell(point.expected), Cell(point.bits),
            ])
        }
        return table
    }
}

extension Site {
    private static let day: Duration = .seconds(86400)
    /// Prices are thinned out to this many points over a span.
    private static let pricePoints: Int64 = 400
    /// A time without a price that is so many times as long as is usual is a gap in the line.
    private static let gap = 6

    /// The timeline of a stream that ends now.
    func timeline(of stream: Stream, name: String?, _ span: Span, _ visit: Visit) async throws
        -> StreamTimeline
    {
        try await timeline(
            of: stream, name: name, in: span.range(until: visit.now), step: span.step, visit)
    }

    /// The timeline of a stream over a range of whole steps.
    func timeline(
        of stream: Stream, name: String?, in range: Range<Instant>, step: Duration, _ visit: Visit
    ) async throws -> StreamTimeline {
        let grain = step < Self.day ? SeriesPoint.width : Self.day
        async let stored =
            step < Self.day
            ? reader.series(of: stream, in: range) : reader.dailySeries(of: stream, in: range)
        async let quotes = quotes(of: stream, in: range)
        async let adverse = reader.adverseEvents(of: stream, in: range, step: step)
        // A bar of days says little of a feed that was blind for hours.
        async let blind = step < Self.day ? reader.blindTimes(of: nil, in: range) : [:]
        var query = AlertQuery()
        query.streams = StreamPattern(stream.name)
        query.span = range
        let alerts = try await reader.alerts(query, at: visit.now)
        let points = try await stored
        let title = "\(stream.inWords(name: name)), stories by \(Self.words(step))"
        var timeline = Timeline(
            title: title, from: range.lowerBound, to: range.upperBound, bucketLength: step,
            buckets: Buckets(points, of: grain, in: range, step: step, now: visit.now).buckets.map { bucket in
                var bucket = bucket
                if bucket.negative + bucket.positive + bucket.others > 0 {
                    bucket.href = visit.headlines(of: stream, at: bucket.start, for: step)
                }
                return bucket
            })
        timeline.flags = alerts.map { Self.flag($0, visit) }
        timeline.events = try await adverse.map { count in
            Timeline.Event(
                at: count.at, kind: count.type?.rawValue ?? "adverse event",
                title: Numbers.counted(count.stories, "story", "stories"))
        }
        timeline.prices = Self.line(try await quotes)
        timeline.priceUnit = try await quotes.last?.currency
        timeline.blind = Self.merged(try await blind.values.flatMap { $0 })
        if step < Self.day, stream.symbol != nil, try await !quotes.isEmpty {
            timeline.closed = TradingHours.closed(symbol: stream.symbol ?? "", in: range)
        }
        return StreamTimeline(
            stream: stream, name: name, timeline: timeline, points: points, alerts: alerts)
    }

    private static func words(_ step: Duration) -> String {
        switch step {
        case .seconds(1800): "half hour"
        case .seconds(3600): "hour"
        case .seconds(7 * 86400): "week"
        default: step.inWords
        }
    }

    private func quotes(of stream: Stream, in range: Range<Instant>) async throws -> [Quote] {
        guard let symbol = stream.symbol else { return [] }
        return try await reader.quotes(of: symbol, in: range, step: Self.priceStep(range))
    }

    private static func priceStep(_ range: Range<Instant>) -> Duration {
        .milliseconds((range.upperBound - range.lowerBound).inMilliseconds / pricePoints)
    }

    private static func flag(_ archived: ArchivedAlert, _ visit: Visit) -> Timeline.Flag {
        let alert = archived.latest
        let time = TimeView(archived.firedAt, at: visit.now).short
        return Timeline.Flag(
            at: archived.firedAt, label: "\(time) \(alert.severity.rawValue)",
            href: visit.link("/alerts/\(alert.id)"), title: alert.explanation,
            isCritical: alert.severity == .critical)
    }

    /// The prices with gaps where none came for long.
    private static func line(_ quotes: [Quote]) -> [Timeline.PricePoint] {
        let pauses = zip(quotes, quotes.dropFirst()).map { $1.at - $0.at }.sorted()
        guard !pauses.isEmpty else { return quotes.map { Timeline.PricePoint(at: $0.at, price: $0.price) } }
        let gap = pauses[pauses.count / 2] * gap
        var points: [Timeline.PricePoint] = []
        for quote in quotes {
            if let last = points.last, quote.at - last.at > gap {
                points.append(Timeline.PricePoint(at: last.at + .milliseconds(1), price: nil))
            }
            points.append(Timeline.PricePoint(at: quote.at, price: quote.price))
        }
        return points
    }

    /// Ranges without overlaps, in their order.
    static func merged(_ ranges: [Range<Instant>]) -> [Range<Instant>] {
        var merged: [Range<Instant>] = []
        for range in ranges.sorted(by: { $0.lowerBound < $1.lowerBound }) {
            if let last = merged.last, last.upperBound >= range.lowerBound {
                merged[merged.count - 1] = last.lowerBound..<max(last.upperBound, range.upperBound)
            } else {
                merged.append(range)
            }
        }
        return merged
    }
}
