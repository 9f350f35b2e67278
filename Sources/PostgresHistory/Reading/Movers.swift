public import Domain
public import History

extension PostgresHistory {
    /// Days before that say what is usual.
    private static let comparedDays: Int64 = 14
    /// The longest span that is compared.
    private static let longestMove: Duration = .seconds(86400)

    public func movers(
        in span: Range<Instant>, stories: Int, sources: Int, limit: Int
    ) async throws -> [Mover] {
        let earliest = max(span.lowerBound, span.upperBound - Self.longestMove)
        let span = SeriesPoint.start(of: earliest)..<max(span.upperBound, earliest)
        return try await read { session in
            let candidates = try self.busyEntities(in: span, stories: stories, session)
            let usual = try Self.usual(of: candidates.map(\.stream), in: span, session)
            let moved = candidates.map { (summary: $0, usual: usual[$0.stream.name] ?? 0) }
                .filter { Double($0.summary.stories) > $0.usual }
                .sorted {
                    let (first, second) = (Self.change($0), Self.change($1))
                    return first == second
                        ? $0.summary.stream.name < $1.summary.stream.name : first > second
                }
            var movers: [Mover] = []
            for (summary, usual) in moved where movers.count < limit {
                let (carried, score) = try Self.coverage(of: summary.stream.subject, in: span, session)
                guard carried >= sources else { continue }
                movers.append(Mover(summary, sources: carried, usual: usual, meanScore: score))
            }
            return movers
        }
    }

    /// How far a count is above the usual one, in standard deviations of a count; one more story in each, so
    /// that a first story after weeks of silence is not beyond comparison.
    private static func change(_ mover: (summary: StreamSummary, usual: Double)) -> Double {
        (Double(mover.summary.stories) - mover.usual) / (mover.usual + 1).squareRoot()
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
        guard !streams.isEmpty, let first, first < span.lowerBound else { return [:] }
        // A day that is known in part counts as one.
        let known = (span.lowerBound.milliseconds - first.milliseconds + 86_399_999) / 86_400_000
        let days = min(known, comparedDays)
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
            WHERE mention.symbol = \(symbol) AND utc(mention.event_time) COLLATE "C" >= \(span.lowerBound.utcText)
                AND utc(mention.event_time) COLLATE "C" < \(span.upperBound.utcText)
            """
        ).first
        guard let row else { return (0, 0) }
        return (try row["sources"], try row["score"])
    }
}
