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
            var counts: [AdverseCount] = []
            // Where the latest count of each kind is; nil is a kind, too.
            var latest: [RiskType?: Int] = [:]
            func place(_ time: Instant) -> Int64 {
                (time - span.lowerBound).inMilliseconds / max(step.inMilliseconds, 1)
            }
            while let row = try rows.next() {
                let stored = StoredRow(row: row, table: "mention_time", id: symbol, history: self)
                guard let at = stored.instant("event_time") else { continue }
                let type = AdverseEvent.types(stored: row["adverse"]).first
                if let index = latest[type], place(counts[index].at) == place(at) {
                    counts[index].stories += 1
                } else {
                    latest[type] = counts.count
                    counts.append(AdverseCount(at: at, type: type, stories: 1))
                }
            }
            return counts
        }
    }
}
