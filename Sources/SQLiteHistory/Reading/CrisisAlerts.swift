import Domain
import GRDB
import History

extension SQLiteHistory {
    /// The alerts that tell of the same crisis as this one: who tells of it, and of which ones it tells.
    func crisis(of alert: Alert, firedAt: Instant, in db: Database) throws -> Crisis {
        Crisis(
            teller: try alert.toldBy.flatMap { try named($0, in: db) },
            told: try told(by: alert, since: firedAt, in: db))
    }

    private func named(_ id: String, in db: Database) throws -> Crisis.Member? {
        let request: SQL = """
            SELECT n.id, a.body FROM alert_now n JOIN alert a ON a.id = n.id AND a.sequence = n.last
            WHERE n.id = \(id)
            """
        return try SQLRequest<Row>(literal: request, cached: true).fetchOne(db).flatMap(alert).map(
            Self.member)
    }

    /// In the order in which the alert names their streams; of one that fired again, the latest.
    private func told(
        by teller: Alert, since firedAt: Instant, in db: Database
    ) throws -> [Crisis.Member] {
        guard !teller.touched.isEmpty else { return [] }
        // A later notice may be told by itself.
        let request: SQL = """
            SELECT n.id, a.body FROM alert_now n JOIN alert a ON a.id = n.id AND a.sequence = n.first
            WHERE n.fired_at >= \(firedAt.storedText) AND n.stream IN \(teller.touched.map(\.name))
                AND iif(json_valid(a.body), json_extract(a.body, '$.told_by'), NULL) = \(teller.id)
            ORDER BY n.fired_at
            """
        let found = try SQLRequest<Row>(literal: request).fetchAll(db).compactMap(alert)
        return teller.touched.map { stream in
            found.last { $0.stream == stream }.map(Self.member)
                ?? Crisis.Member(id: nil, stream: stream, name: nil)
        }
    }

    private static func member(_ alert: Alert) -> Crisis.Member {
        Crisis.Member(id: alert.id, stream: alert.stream, name: alert.name)
    }
}
