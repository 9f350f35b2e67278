public import Domain
public import History

extension PostgresHistory {
    public func movers(
        in span: Range<Instant>, stories: Int, sources: Int, limit: Int
    ) async throws -> [Mover] {
        let span = Mover.compared(span)
        return try await read { session in
            let candidates = try self.busyEntities(in: span, stories: stories, session)
            let usual = try Self.usual(of: candidates.map(\.stream), in: span, session)
            let moved = Mover.ranked(
                candidates.map { (summary: $0, usual: usual[$0.stream.name] ?? 0) })
            var movers: [Mover] = []
            for (summary, usual) in moved where movers.count < limit {
                let (carried, score) = try Self.coverage(of: summary.stream.subject, in: span, session)
                guard carried >= sources else { continue }
                movers.append(Mover(summary, sources: carried, usual: usual, meanScore: score))
            }
            return movers
        }
    }

    private func busyEntities(
        in span: Range<Instant>, stories: Int, _ session: Session
    ) throws -> [StreamSummary] {
        // A topic of an entity has a `#`, and what a rule watches another beginning.
        try summaries(
            """
            SELECT stream, sum(stories)::bigint AS stories, sum(negative)::bigint AS negative,
                sum(positive)::bigint AS positive, sum(expected) AS expected, max(bits) AS bits
            FROM series WHERE at >= \(span.lowerBound) AND at < \(span.upperBound)
                AND stream LIKE 'entity:%' AND stream NOT LIKE '%#%'
            GROUP BY stream HAVING sum(stories) >= \(stories)
            """, session)
    }

    /// The mean number of stories in the same hours of the days before, by stream; none for streams without.
    private static func usual(
        of streams: [Domain.Stream], in span: Range<Instant>, _ session: Session
    ) throws -> [String: Double] {
        let first: Instant? = try session.value("SELECT min(at) AS at FROM series", [])
        let days = Mover.days(before: span.lowerBound, since: first)
        guard !streams.isEmpty, days > 0 else { return [:] }
        let rows = try session.rows(
            """
            SELECT s.stream, sum(s.stories)::bigint AS stories
            FROM generate_series(1, \(days)::integer) AS d (day) JOIN series s
                ON s.at >= \(span.lowerBound)::timestamptz - d.day * interval '24 hours'
                AND s.at < \(span.upperBound)::timestamptz - d.day * interval '24 hours'
            WHERE s.stream = ANY (\(streams.map(\.name))::text[]) GROUP BY s.stream
            """)
        return try rows.reduce(into: [:]) { usual, row in
            usual[try row["stream"]] = Double(try row["stories"] as Int) / Double(days)
        }
    }

    /// Who carried the stories about an entity, and how good they were for it.
    private static func coverage(
        of symbol: String, in span: Range<Instant>, _ session: Session
    ) throws -> (sources: Int, meanScore: Double) {
        let row = try session.rows(
            """
            SELECT count(DISTINCT coalesce(item.publisher_domain, lower(item.publisher), item.feed_id)) AS sources,
                coalesce(avg(mention.score::double precision) FILTER (WHERE item.is_first_of_story = 1), 0) AS score
            FROM mention JOIN item ON item.id = mention.item_id AND item.fetched_at = mention.fetched_at
            WHERE mention.symbol = \(symbol) AND utc(mention.event_time) COLLATE "C" >= \(span.lowerBound.storedText)
                AND utc(mention.event_time) COLLATE "C" < \(span.upperBound.storedText)
            """
        ).first
        guard let row else { return (0, 0) }
        return (try row["sources"], try row["score"])
    }
}
