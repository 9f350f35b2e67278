public import Domain
import FoundationEssentials
import GRDB
public import History

/// How an alert was ranked, to be stored with it.
public struct RankedAlert: Sendable {
    public let alertID: String
    /// When it fired.
    public let at: Instant
    public let usefulness: Double
    public let deviation: Double
    /// The probability with which it is shown.
    public let propensity: Double
    public let isMuted: Bool
    public let features: [Double]

    public init(
        alertID: String, at: Instant, usefulness: Double, deviation: Double, propensity: Double,
        isMuted: Bool, features: [Double]
    ) {
        self.alertID = alertID
        self.at = at
        self.usefulness = usefulness
        self.deviation = deviation
        self.propensity = propensity
        self.isMuted = isMuted
        self.features = features
    }
}

/// A ranked alert with what somebody said of it last.
public struct AnsweredAlert: Sendable {
    public let features: [Double]
    public let propensity: Double
    public let answer: Feedback.Kind
}

extension SQLiteHistory {
    static func insert(_ ranked: RankedAlert, in db: GRDB.Database) throws {
        try db.execute(
            sql: """
                INSERT OR IGNORE INTO decision (alert_id, at, usefulness, deviation, propensity, muted, features)
                VALUES (?, ?, ?, ?, ?, ?, ?)
                """,
            arguments: [
                ranked.alertID, ranked.at.storedText, ranked.usefulness, ranked.deviation, ranked.propensity,
                ranked.isMuted, try jsonLine(ranked.features),
            ])
    }

    static func isMuted(_ alert: String, in db: GRDB.Database) throws -> Bool {
        try Bool.fetchOne(db, sql: "SELECT muted FROM decision WHERE alert_id = ?", arguments: [alert])
            ?? false
    }

    /// The alerts that were shown and answered since the ranking was last reset, the latest so many, in order.
    public func answeredAlerts(latest count: Int) async throws -> [AnsweredAlert] {
        try await pool.read { db in
            let rows = try Row.fetchAll(
                db,
                sql: """
                    SELECT features, propensity, feedback.kind AS kind FROM decision
                    JOIN feedback ON feedback.rowid = (SELECT max(rowid) FROM feedback WHERE alert_id = decision.alert_id)
                    WHERE muted = 0 AND forgotten = 0 ORDER BY decision.at DESC, decision.alert_id LIMIT ?
                    """, arguments: [count])
            return rows.reversed().compactMap { row in
                guard let answer = Feedback.Kind(rawValue: row["kind"]),
                    let features = try? JSONDecoder().decode(
                        [Double].self, from: Data((row["features"] as String).utf8))
                else { return nil }
                return AnsweredAlert(features: features, propensity: row["propensity"], answer: answer)
            }
        }
    }

    /// How many alerts were ranked since the last reset, and how many of them muted.
    public func rankedAlerts() async throws -> (ranked: Int, muted: Int) {
        try await pool.read { db in
            let row = try Row.fetchOne(
                db, sql: "SELECT count(*) AS ranked, total(muted) AS muted FROM decision WHERE forgotten = 0")
            return (row?["ranked"] ?? 0, Int((row?["muted"] as Double?) ?? 0))
        }
    }

    /// Forgets what the answers taught and returns the number of ranked alerts; the answers stay with theirs.
    public func resetRanking() async throws -> Int {
        try await pool.write { db in
            try db.execute(sql: "UPDATE decision SET forgotten = 1 WHERE forgotten = 0")
            return db.changesCount
        }
    }
}
