public import Domain
public import History

extension PostgresHistory {
    public func adverseEvents(
        of stream: Domain.Stream, in span: Range<Instant>, step: Duration
    ) async throws -> [AdverseCount] {
        guard stream.kind == .entity, let symbol = stream.symbol else { return [] }
        return try await read { session in
            let rows = try session.rows(
                """
                SELECT mention.event_time, mention.risk_types
                FROM mention JOIN item ON item.id = mention.item_id AND item.fetched_at = mention.fetched_at
                WHERE mention.symbol = \(symbol) AND mention.risk >= 0.4 AND mention.sentiment <> 'positive'
                    AND mention.event_time >= \(span.lowerBound) AND mention.event_time < \(span.upperBound)
                    AND mention.risk_types IS NOT NULL AND item.is_first_of_story = 1
                ORDER BY mention.event_time
                """)
            var counting = AdverseCounting(from: span.lowerBound, step: step)
            for row in rows {
                let stored = StoredRow(row: row, table: "mention", id: symbol, history: self)
                guard let at = try stored.instant("event_time") else { continue }
                counting.count(AdverseEvent.types(stored: try row["risk_types"]), at: at)
            }
            return counting.counts
        }
    }
}
