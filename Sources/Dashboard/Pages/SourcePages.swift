import Charts
import Domain
import History

extension Site {
    private static let eventsShown = 100
    private static let headlinesOfSource = 30

    /// The feeds, those in trouble first.
    func sources(_ visit: Visit) async throws -> Page {
        let feeds = try await reader.feedHealth(at: visit.now)
        let troubled = feeds.count { $0.condition.isTrouble }
        return Page(
            "Sources", template: "sources", section: "sources",
            content: [
                "feeds": feeds.map { SourceView.row($0, visit) }, "hasFeeds": !feeds.isEmpty,
                "count": Numbers.counted(feeds.count, "source", "sources"),
                "troubled": Numbers.grouped(troubled), "hasTroubled": troubled > 0,
            ], tables: [SourceView.table(feeds)])
    }

    /// One feed: how it fares, since when, and what it brought.
    func source(_ id: String, _ visit: Visit) async throws -> Page {
        let feeds = try await reader.feedHealth(at: visit.now)
        guard let feed = feeds.first(where: { $0.id == id }) else {
            throw Failure.notFound("There is no source \"\(id)\" in the catalogues of the daemon.")
        }
        let week = Span.week.range(until: visit.now)
        async let events = reader.feedEvents(of: id, limit: Self.eventsShown)
        async let activity = reader.feedActivity(of: id, in: week)
        var query = HeadlineQuery()
        query.feed = id
        query.isOncePerStory = false
        query.limit = Self.headlinesOfSource
        let headlines = try await reader.headlines(query).headlines
        let blind = try await reader.blindTimes(of: [id], in: week)[id] ?? []
        var timeline = Timeline(
            title: "\(feed.title), items by 3 hours", from: week.lowerBound, to: week.upperBound,
            bucketLength: Span.week.step)
        timeline.buckets = Self.buckets(try await activity, in: week, now: visit.now)
        timeline.blind = blind
        let (drawn, changes) = (timeline, try await events)
        return Page(
            feed.title, template: "source", section: "sources",
            content: [
                "feed": SourceView.row(feed, visit), "isNews": feed.kind == .news,
                "timeline": [
                    "svg": drawn.svg(id: "timeline"),
                    "table": ChartRows.content(drawn.table(), summary: "The numbers as a table"),
                ],
                "events": changes.map {
                    [
                        "at": TimeView($0.at, at: visit.now), "state": $0.state.rawValue,
                        "evidence": $0.evidence ?? "", "isBlind": $0.state.isBlind,
                    ] as [String: Any]
                },
                "hasEvents": !changes.isEmpty,
                "headlines": headlines.map { HeadlineView.row($0, visit) },
                "hasHeadlines": !headlines.isEmpty,
                "more": visit.link("/headlines", [("source", id)]),
            ],
            tables: [SourceView.table([feed]), Self.table(changes), HeadlineView.table(headlines)])
    }

    private static func buckets(
        _ hours: [(hour: Instant, items: Int)], in range: Range<Instant>, now: Instant
    ) -> [Timeline.Bucket] {
        let width = Span.week.step.inMilliseconds
        return (0..<Span.week.count).map { index in
            let start = range.lowerBound + .milliseconds(Int64(index) * width)
            let end = start + Span.week.step
            let items = hours.reduce(0) { $0 + ($1.hour >= start && $1.hour < end ? $1.items : 0) }
            return Timeline.Bucket(
                start: start, negative: 0, positive: 0, others: items, isRunning: start <= now && now < end)
        }
    }

    private static func table(_ events: [FeedEvent]) -> Table {
        var table = Table("events", ["at", "state", "evidence"])
        for event in events {
            table.add([.time(event.at), .text(event.state.rawValue), Cell(event.evidence)])
        }
        return table
    }
}
