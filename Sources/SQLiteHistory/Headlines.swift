public import Domain
import GRDB

extension SQLiteHistory {
    /// All titles with their times, the oldest first; a backlog's are as good as others, for a replay knows what is first.
    public func headlines() async throws -> [DatedHeadline] {
        try await pool.read { db in
            let rows = try Row.fetchCursor(
                db, sql: "SELECT event_time, feed_id, title FROM item ORDER BY event_time, id")
            var headlines: [DatedHeadline] = []
            while let row = try rows.next() {
                guard let at = Instant(rfc3339: row["event_time"]) else { continue }
                headlines.append(DatedHeadline(at: at, source: row["feed_id"], text: row["title"]))
            }
            return headlines
        }
    }
}
