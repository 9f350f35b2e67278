import Charts
import Domain
import History

extension Site {
    /// What stands on one screen: movers and headlines that are shown.
    private static let moversShown = 8
    private static let headlinesShown = 30
    private static let rowsShown = 20
    /// Headlines whose place each theme takes, so that the page stays light.
    private static let headlinesPerTheme = 2
    /// The least that is called a movement.
    private static let moverStories = 3
    private static let moverSources = 2

    /// What is wrong now, where, and what is said.
    func overview(_ visit: Visit) async throws -> Page {
        let span = try visit.span()
        guard span != .year else {
            throw Failure.invalid("The overview shows 24h, 7d or 30d; a stream's page shows a year.")
        }
        var query = AlertQuery()
        query.isOpen = true
        var latest = HeadlineQuery()
        latest.limit = Self.headlinesShown
        async let open = reader.alerts(query, at: visit.now)
        async let headlines = reader.headlines(latest)
        async let movers = movers(visit)
        let alerts = AlertView.inOrder(try await open)
        let themes = Self.themes(among: alerts)
        let heat = try await heatMap(span, visit)
        let shown = alerts.first?.latest.stream ?? .market
        let timeline = try await timeline(of: shown, name: alerts.first?.latest.name, span, visit)
        let page = try await headlines
        let moving = try await movers
        let monthly = await monthly.latest
        let shownHeadlines = page.headlines.prefix(
            Self.headlinesShown - Self.headlinesPerTheme * themes.count)
        return Page(
            "Overview", template: "overview", section: "overview",
            content: [
                "alerts": alerts.map { AlertView.row($0, visit) }, "hasAlerts": !alerts.isEmpty,
                "isCalm": alerts.isEmpty, "monthly": monthly?.inWords ?? "",
                "rules": visit.link("/rules"), "themes": themes.map { $0.row(visit) },
                "hasThemes": !themes.isEmpty, "allThemes": visit.link("/themes"),
                "spans": visit.spanLinks([.day, .week, .month], current: span), "span": span.words,
                "timeline": timeline.content(visit), "heat": heat.map.svg(id: "heat"),
                "heatTable": ChartRows.content(heat.map.table(), summary: "The cells from 2 bits on"),
                "movers": moving.map { Self.row($0, visit) },
                "hasMovers": !moving.isEmpty,
                "headlines": shownHeadlines.map { HeadlineView.row($0, visit) },
                "hasHeadlines": !shownHeadlines.isEmpty, "more": visit.link("/headlines"),
            ],
            tables: [
                AlertView.table(alerts), StreamRows.table(heat.streams), Self.table(moving),
                HeadlineView.table(page.headlines), ThemeView.table(themes),
            ])
    }

    private func movers(_ visit: Visit) async throws -> [Mover] {
        try await reader.movers(
            in: visit.now - .seconds(2 * 3600)..<visit.now, stories: Self.moverStories,
            sources: Self.moverSources, limit: Self.moversShown)
    }

    private static func row(_ mover: Mover, _ visit: Visit) -> [String: Any] {
        [
            "name": mover.summary.stream.inWords(name: mover.summary.name),
            "link": visit.link(to: mover.summary.stream), "stories": mover.summary.stories,
            "usual": Numbers.brief(mover.usual), "sources": mover.sources,
            "score": Numbers.signed(mover.meanScore),
            "tone": mover.meanScore < -0.15 ? "negative" : mover.meanScore > 0.15 ? "positive" : "neutral",
        ]
    }

    private static func table(_ movers: [Mover]) -> Table {
        var table = Table("movers", ["stream", "name", "stories", "usual", "sources", "mean_score"])
        for mover in movers {
            table.add([
                .text(mover.summary.stream.name), Cell(mover.summary.name), .whole(mover.summary.stories),
                Cell(mover.usual), .whole(mover.sources), Cell(mover.meanScore),
            ])
        }
        return table
    }

    /// The streams with the greatest surprise in a span, the worst first.
    private func heatMap(
        _ span: Span, _ visit: Visit
    ) async throws -> (map: HeatMap, streams: [StreamSummary]) {
        let range = span.range(until: visit.now, by: span.cell)
        let worst = try await reader.summaries(in: range, matching: nil, limit: Self.rowsShown)
        let streams = worst.map(\.stream)
        let points =
            try await span == .month
            ? reader.dailySeries(of: streams, in: range) : reader.series(of: streams, in: range)
        let rows = worst.map { heatRow($0, points[$0.stream] ?? [], span, range, visit) }
        let map = HeatMap(
            title: "Surprise by stream, last \(span.words)", from: range.lowerBound, to: range.upperBound,
            columns: span.cells, rows: rows)
        return (map, worst)
    }

    private func heatRow(
        _ summary: StreamSummary, _ points: [SeriesPoint], _ span: Span, _ range: Range<Instant>,
        _ visit: Visit
    ) -> HeatMap.Row {
        let width = span.cell.inMilliseconds
        var cells = [HeatMap.Cell](repeating: .empty, count: span.cells)
        var stories = [Int](repeating: 0, count: span.cells)
        for point in points {
            let column = Int((point.start.milliseconds - range.lowerBound.milliseconds) / width)
            guard cells.indices.contains(column) else { continue }
            stories[column] += point.stories
            cells[column].bits = max(cells[column].bits ?? 0, point.bits)
        }
        for column in cells.indices {
            guard let bits = cells[column].bits else { continue }
            let start = range.lowerBound + .milliseconds(Int64(column) * width)
            cells[column].title =
                "\(TimeView(start, at: visit.now).short) UTC: \(Numbers.counted(stories[column], "story", "stories")), \(Numbers.brief(bits)) bits"
            cells[column].href = visit.headlines(of: summary.stream, at: start, for: span.cell)
        }
        return HeatMap.Row(
            label: summary.stream.inWords(name: summary.name),
            href: visit.link(to: summary.stream, span: span),
            cells: cells)
    }
}

extension Visit {
    /// The headlines of a stream in a time from a whole minute on.
    ///
    /// Kept short: a page has hundreds.
    func headlines(of stream: Stream, at start: Instant, for length: Duration) -> String {
        link("/headlines", [("stream", stream.name), ("at", "\(start.minute)"), ("for", length.text)])
    }
}
