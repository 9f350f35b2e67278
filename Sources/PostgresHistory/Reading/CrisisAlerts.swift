import Domain
import History

extension PostgresHistory {
    /// The alerts that tell of the same crisis as this one: who tells of it, and of which ones it tells.
    func crisis(of alert: Alert, firedAt: Instant, in session: Session) throws -> Crisis {
        Crisis(
            teller: try alert.toldBy.flatMap { try named($0, in: session) },
            told: try told(by: alert, since: firedAt, in: session))
    }

    private func named(_ id: String, in session: Session) throws -> Crisis.Member? {
        try session.rows(
            """
            SELECT n.id, a.body FROM alert_now n JOIN alert a ON a.id = n.id AND a.sequence = n.last
            WHERE n.id = \(id)
            """
        ).first.flatMap(alert).map(Self.member)
    }

    /// In the order in which the alert names their streams; of one that fired again, the latest.
    private func told(
        by teller: Alert, since firedAt: Instant, in session: Session
    ) throws -> [Crisis.Member] {
        guard !teller.touched.isEmpty else { return [] }
        // A later notice may be told by itself.
        let found = try session.rows(
            """
            SELECT n.id, a.body FROM alert_now n JOIN alert a ON a.id = n.id AND a.sequence = n.first
            WHERE n.fired_at >= \(firedAt) AND n.stream = ANY (\(teller.touched.map(\.name))::text[])
                AND a.body ->> 'told_by' = \(teller.id)
            ORDER BY n.fired_at
            """
        ).compactMap(alert)
        return teller.touched.map { stream in
            found.last { $0.stream == stream }.map(Self.member)
                ?? Crisis.Member(id: nil, stream: stream, name: nil)
        }
    }

    private static func member(_ alert: Alert) -> Crisis.Member {
        Crisis.Member(id: alert.id, stream: alert.stream, name: alert.name)
    }
}
