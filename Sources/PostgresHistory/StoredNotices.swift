import Domain
import FoundationEssentials
import History

extension PostgresHistory {
    /// Lets nobody add a silence until the transaction ends: who asks for one waits, and then sees what was
    /// stored; what a route is told stays true until then.
    static func holdSilences(in session: Session) throws {
        try session.execute("LOCK TABLE silence IN SHARE ROW EXCLUSIVE MODE", [])
    }

    /// What is known that decides where a notice goes.
    func routingFacts(of notice: Alert, in session: Session) throws -> RoutingFacts {
        var (first, muted, silences): ([Row], [Row], [Row]) = ([], [], [])
        try session.execute(
            "SELECT silenced, sinks FROM alert WHERE id = $1 AND sequence = 0", [notice.id]
        ) { first = $0.rows }
        try session.execute("SELECT muted FROM decision WHERE alert_id = $1", [notice.id]) { muted = $0.rows }
        try session.execute(
            "SELECT * FROM silence WHERE from_time <= $1 AND until_time > $1 ORDER BY id", [notice.at]
        ) { silences = $0.rows }
        try session.flush()
        var facts = RoutingFacts()
        facts.first = try first.first.map { row in
            RoutingFacts.First(
                receivers: try (row["sinks"] as String?).map {
                    try JSONDecoder().decode([String].self, from: Data($0.utf8))
                }, isSilenced: try row["silenced"])
        }
        facts.silences = try silences.compactMap(silence)
        facts.isMuted = try muted.first?["muted"] ?? false
        return facts
    }

    /// Replaces what a stored notice says; sinks that have yet to take it get the new text.
    static func replace(_ notice: Alert, in session: Session) throws {
        try session.execute(
            "UPDATE alert SET body = $1 WHERE id = $2 AND sequence = $3",
            [try jsonLine(AlertRecord(notice)), notice.id, notice.sequence])
    }

    /// Stores a notice and puts it into the outbox, unless it is stored.
    static func insert(_ notice: Alert, by route: NoticeRoute, in session: Session) throws {
        try session.execute(
            """
            WITH stored AS (
                INSERT INTO alert (id, sequence, at, stream, state, severity, body, silenced, sinks)
                VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9) ON CONFLICT (id, sequence) DO NOTHING
                RETURNING id, sequence)
            INSERT INTO delivery (alert_id, sequence, sink)
            SELECT id, sequence, unnest($10::text[]) FROM stored ON CONFLICT DO NOTHING
            """,
            [
                notice.id, notice.sequence, notice.at, notice.stream.name, notice.state.rawValue,
                notice.severity.rawValue, try jsonLine(AlertRecord(notice)), route.isSilenced,
                try jsonLine(route.receivers), route.isSilenced ? [] : route.receivers,
            ])
    }
}
