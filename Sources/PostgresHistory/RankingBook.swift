public import Domain
import FoundationEssentials
public import History
import Logging

extension PostgresHistory: RankingBook {
    public func rankingsWithFeedback(latest count: Int) async throws -> [AlertRanking] {
        try await read { session in
            let rows = try session.rows(
                """
                SELECT decision.*, said.kind FROM decision CROSS JOIN LATERAL (
                    SELECT kind FROM feedback WHERE alert_id = decision.alert_id ORDER BY number DESC LIMIT 1) said
                WHERE muted = 0 AND forgotten = 0 ORDER BY decision.at DESC, decision.alert_id LIMIT $1
                """, [count])
            return try rows.reversed().compactMap { row in
                do {
                    return try AlertRanking(row)
                } catch {
                    let alert: String = try row["alert_id"]
                    self.logger.warning(
                        "Could not read a stored ranking",
                        metadata: ["alert": "\(alert)", "reason": "\(error)"])
                    return nil
                }
            }
        }
    }

    public func rankingCounts() async throws -> (ranked: Int, muted: Int) {
        try await read { session in
            let row = try session.row(
                """
                SELECT count(*) AS ranked, count(*) FILTER (WHERE muted = 1) AS muted FROM decision
                WHERE forgotten = 0
                """, [])
            return (try row?["ranked"] ?? 0, try row?["muted"] ?? 0)
        }
    }

    public func resetRanking() async throws -> Int {
        try await write { session in
            try session.changes("UPDATE decision SET forgotten = 1 WHERE forgotten = 0", [])
        }
    }

    /// Stores a ranking, unless the alert has one.
    static func insert(_ ranking: AlertRanking, in session: Session) throws {
        try session.execute(
            """
            INSERT INTO decision (alert_id, at, usefulness, deviation, propensity, muted, features)
            VALUES ($1, $2, $3, $4, $5, $6, $7) ON CONFLICT (alert_id) DO NOTHING
            """,
            [
                ranking.alertID, ranking.at, ranking.usefulness, ranking.deviation, ranking.propensity,
                ranking.isMuted, try jsonLine(ranking.features),
            ])
    }
}

extension AlertRanking {
    /// A row of the table with the kind of its latest feedback.
    fileprivate init(_ row: Row) throws {
        let features: String = try row["features"]
        self.init(
            alertID: try row["alert_id"], at: try row["at"],
            features: try JSONDecoder().decode([Double].self, from: Data(features.utf8)))
        usefulness = try row["usefulness"]
        deviation = try row["deviation"]
        propensity = try row["propensity"]
        isMuted = try row["muted"]
        isUseful = Feedback.Kind(rawValue: try row["kind"]).map { $0 == .acknowledged }
    }
}
