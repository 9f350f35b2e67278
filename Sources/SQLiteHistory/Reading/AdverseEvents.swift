public import Domain
import GRDB
public import History

extension SQLiteHistory {
    public func adverseEvents(
        of stream: Domain.Stream, in span: Range<Instant>, step: Duration
    ) async throws -> [AdverseCount] {
        guard stream.kind == .entity, let symbol = stream.symbol else { return [] }
        return try await read { db in
            let rows = try Row.fetchCursor(
                db.cachedStatement(
                    sql: """
                        SELECT event_time, adverse FROM mention_time
                        WHERE symbol = ? AND event_time >= ? AND event_time < ? AND adverse IS NOT NULL
                        ORDER BY event_time
                        """),
                arguments: [symbol, span.lowerBound.storedText, span.upperBound.storedText])
            var counting = AdverseCounting(from: span.lowerBound, step: step)
            while let row = try rows.next() {
                let stored = StoredRow(row: row, table: "mention_time", id: symbol, history: self)
                guard let at = stored.instant("event_time") else { continue }
                counting.count(AdverseEvent.types(stored: row["adverse"]), at: at)
            }
            return counting.counts
        }
    }
}
