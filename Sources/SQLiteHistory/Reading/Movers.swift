public import Domain
import GRDB
public import History

extension SQLiteHistory {
    public func movers(
        in span: Range<Instant>, stories: Int, sources: Int, limit: Int
    ) async throws -> [Mover] {
        let span = Mover.compared(span)
        return try await read { db in
            let candidates = try self.busyEntities(in: span, stories: stories, db)
            let days = try Self.daysBefore(span.lowerBound, db)
            let moved = Mover.ranked(
                try candidates.map {
                    (summary: $0, usual: try Self.usual(of: $0.stream, in: span, days: days, db))
                })
            var movers: [Mover] = []
            for (summary, usual) in moved where movers.count < limit {
                let (carried, score) = try Self.coverage(of: summary.stream.subject, in: span, db)
                guard carried >= sources else { continue }
                movers.append(Mover(summary, sources: carried, usual: usual, meanScore: score))
            }
            return movers
        }
    }

    private func busyEntities(
        in span: Range<Instant>, stories: Int, _ db: Database
    ) throws -> [StreamSummary] {
        // A topic of an entity has a `#`, and what a rule watches another beginning. `+` keeps to the index
        // of time: a day has fewer rows than all entities.
        try Row.fetchAll(
            db.cachedStatement(
                sql: """
                    SELECT stream, sum(stories) AS stories, sum(negative) AS negative, sum(positive) AS positive,
                        sum(expected) AS expected, max(bits) AS bits
                    FROM series WHERE at >= ? AND at < ? AND +stream GLOB 'entity:*' AND stream NOT GLOB '*#*'
                    GROUP BY stream HAVING sum(stories) >= ?
                    """),
            arguments: [span.lowerBound.storedText, span.upperBound.storedText, stories]
        ).compactMap { try self.summary($0, in: db) }
    }

    /// The days before a time that say what is usual then.
    private static func daysBefore(_ time: Instant, _ db: Database) throws -> Int64 {
        let first = try String.fetchOne(db, sql: "SELECT min(at) FROM series").flatMap(Instant.init(rfc3339:))
        return Mover.days(before: time, since: first)
    }

    /// The mean number of stories in the same hours of the days before.
    private static func usual(
        of stream: Domain.Stream, in span: Range<Instant>, days: Int64, _ db: Database
    ) throws -> Double {
        guard days > 0 else { return 0 }
        let statement = try db.cachedStatement(
            sql: "SELECT total(stories) FROM series WHERE stream = ? AND at >= ? AND at < ?")
        let total = try (1...days).reduce(0.0) { total, day in
            let shift = Duration.seconds(day * 86400)
            return total
                + (try Double.fetchOne(
                    statement,
                    arguments: [
                        stream.name, (span.lowerBound - shift).storedText,
                        (span.upperBound - shift).storedText,
                    ]) ?? 0)
        }
        return total / Double(days)
    }

    /// Who carried the stories about an entity, and how good they were for it.
    private static func coverage(
        of symbol: String, in span: Range<Instant>, _ db: Database
    ) throws -> (sources: Int, meanScore: Double) {
        let row = try Row.fetchOne(
            db.cachedStatement(
                sql: """
                    SELECT count(DISTINCT coalesce(item.publisher_domain, lower(item.publisher), item.feed_id)) AS sources,
                        coalesce(avg(mention.score) FILTER (WHERE item.is_first_of_story = 1), 0) AS score
                    FROM mention_time CROSS JOIN item ON item.id = mention_time.item_id
                        CROSS JOIN mention ON mention.item_id = item.id AND mention.symbol = mention_time.symbol
                    WHERE mention_time.symbol = ? AND mention_time.event_time >= ? AND mention_time.event_time < ?
                    """),
            arguments: [symbol, span.lowerBound.storedText, span.upperBound.storedText])
        return (row?["sources"] ?? 0, row?["score"] ?? 0)
    }
}
