import Charts
import Domain
import History

extension Site {
    private static let streamsShown = 200
    private static let headlinesOfStream = 50

    /// The streams of a span, the most surprising first.
    func streams(_ visit: Visit) async throws -> Page {
        let span = try visit.span()
        let pattern = try visit.parameter("q").map { text in
            try StreamPattern(text) ?? StreamPattern("entity:\(text.uppercased())")
                ?? StreamPattern(typed: text)
        }
        let summaries = try await reader.summaries(
            in: span.range(until: visit.now), matching: pattern, limit: Self.streamsShown)
        return Page(
            "Streams", template: "streams", section: "streams",
            content: [
                "spans": visit.spanLinks(Span.allCases, current: span), "span": span.words,
                "spanValue": span.rawValue, "query": visit.parameter("q") ?? "",
                "action": visit.link("/streams"),
                "streams": summaries.map { StreamRows.row($0, span, visit) },
                "hasStreams": !summaries.isEmpty, "isCut": summaries.count == Self.streamsShown,
                "limit": Self.streamsShown,
            ], tables: [StreamRows.table(summaries)])
    }

    /// One stream over a span.
    func stream(_ name: String, _ visit: Visit) async throws -> Page {
        let stream = try visit.stream(named: name)
        let span = try visit.span()
        let range = span.range(until: visit.now)
        let summary = try await reader.summaries(
            in: range, matching: StreamPattern(stream.name), limit: 1
        ).first
        let theme = try await theme(stream, visit)
        var isKnown = summary != nil || theme != nil
        if !isKnown { isKnown = try await reader.streams().contains(stream.name) }
        guard isKnown else {
            throw Failure.notFound(
                "The history knows no stream \"\(name)\". It may have had no story yet, or its entity left the catalogue."
            )
        }
        var known = summary?.name ?? theme?.told.name
        if known == nil, let symbol = stream.symbol {
            known = try await reader.entities().first { $0.symbol == symbol }?.name
        }
        let timeline = try await timeline(of: stream, name: known, span, visit)
        var query = HeadlineQuery()
        query.stream = stream.rule == nil ? stream : nil
        query.span = range
        query.limit = Self.headlinesOfStream
        let headlines = stream.kind == .source ? [] : try await reader.headlines(query).headlines
        return Page(
            stream.inWords(name: known), template: "stream", section: "streams",
            content: [
                "stream": stream.name, "spans": visit.spanLinks(Span.allCases, current: span),
                "timeline": timeline.content(visit),
                "summary": summary.map { StreamRows.row($0, span, visit) } ?? [:],
                "hasSummary": summary != nil, "theme": theme.map { [$0.facts(visit)] } ?? [],
                "span": span.words, "alerts": timeline.alerts.map { AlertView.row($0, visit) },
                "hasAlerts": !timeline.alerts.isEmpty,
                "headlines": headlines.map { HeadlineView.row($0, visit, of: stream) },
                "hasHeadlines": !headlines.isEmpty,
                "more": visit.link("/headlines", [("stream", stream.name), ("span", span.rawValue)]),
                "silence": visit.link("/silences", [("streams", stream.name), ("for", "2h")]),
            ],
            tables: [
                timeline.table, AlertView.table(timeline.alerts), HeadlineView.table(headlines, of: stream),
            ] + (theme.map { [ThemeView.table([$0])] } ?? []))
    }
}
