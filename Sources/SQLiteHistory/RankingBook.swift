public import Domain
import FoundationEssentials
import GRDB
public import History
import Logging

extension SQLiteHistory: RankingBook {
    public func rankingsWithFeedback(latest count: Int) async throws -> [AlertRanking] {
        let logger = logger
        return try await read { db in
            let rows = try Row.fetchAll(
                db,
                sql: """
                    SELECT decision.*, feedback.kind AS kind FROM decision
                    JOIN feedback ON feedback.rowid = (SELECT max(rowid) FROM feedback WHERE alert_id = decision.alert_id)
                    WHERE muted = 0 AND forgotten = 0 ORDER BY decision.at DESC, decision.alert_id LIMIT ?
                    """, arguments: [count])
            return rows.reversed().compactMap { row in
                do {
                    return try AlertRanking(row)
                } catch {
                    logger.warning(
                        "Could not read a stored ranking",
                        metadata: ["alert": "\(row["alert_id"] as String)", "reason": "\(error)"])
                    return nil
                }
            }
        }
    }

    public func rankingCounts() async throws -> (ranked: Int, muted: Int) {
        try await read { db in
            let row = try Row.fetchOne(
                db, sql: "SELECT count(*) AS ranked, total(muted) AS muted FROM decision WHERE forgotten = 0")
            return (row?["ranked"] ?? 0, Int((row?["muted"] as Double?) ?? 0))
        }
    }

    public func resetRanking() async throws -> Int {
        try await write { db in
            try db.execute(sql: "UPDATE decision SET forgotten = 1 WHERE forgotten = 0")
            return db.changesCount
        }
    }

    /// Stores a ranking, unless the alert has one.
    static func insert(_ ranking: AlertRanking, in db: Database) throws {
        try db.execute(
            sql: """
                INSERT OR IGNORE INTO decision (alert_id, at, usefulness, deviation, propensity, muted, features)
                VALUES (?, ?, ?, ?, ?, ?, ?)
                """,
            arguments: [
                ranking.alertID, ranking.at.storedText, ranking.usefulness, ranking.deviation,
                ranking.propensity, ranking.isMuted, try jsonLine(ranking.features),
            ])
    }

    /// Whether the ranking kept an alert from the sinks.
    static func isMuted(_ alert: String, in db: Database) throws -> Bool {
        try Bool.fetchOne(db, sql: "SELECT muted FROM decision WHERE alert_id = ?", arguments: [alert])
            ?? false
    }
}

extension AlertRanking {
    /// A row of the table with the kind of its latest feedback.
    fileprivate init(_ row: Row) throws {
        let features: String = row["features"]
        self.init(
            alertID: row["alert_id"], at: try Instant(row, "at"),
            features: try JSONDecoder().decode([Double].self, from: Data(features.utf8)))
        usefulness = row["usefulness"]
        deviation = row["deviation"]
        propensity = row["propensity"]
        isMuted = row["muted"]
        isUseful = Feedback.Kind(rawValue: row["kind"]).map { $0 == .acknowledged }
    }
}
