public import Domain
public import History

extension PostgresHistory: AlertBook {
    public func notices(after number: Int64, limit: Int, at now: Instant) async throws -> [StoredNotice] {
        try await read { session in
            let acknowledged = try Self.acknowledged(at: now, in: session)
            let rows = try session.rows(
                """
                SELECT * FROM (SELECT number, id, sequence, body, silenced FROM alert WHERE number > $1
                    ORDER BY number DESC LIMIT $2) latest ORDER BY number
                """, [number, limit])
            let ids = Set(try rows.map { try $0["id"] as String }).sorted()
            let feedback = try self.feedback(on: ids, in: session)
            let pending = try Self.pending(ids, in: session)
            return try rows.map { row in
                let id: String = try row["id"]
                return StoredNotice(
                    number: try row["number"], body: try row["body"], isSilenced: try row["silenced"],
                    isAcknowledged: acknowledged.contains(id), feedback: feedback[id] ?? [],
                    pending: pending["\(id) \(try row["sequence"] as Int)"] ?? [])
            }
        }
    }

    public func firingNotices(latest count: Int) async throws -> [Alert] {
        try await alerts("SELECT id, body FROM alert WHERE sequence = 0 ORDER BY at DESC LIMIT $1", [count])
    }

    public func firedAlerts(before time: Instant, latest count: Int) async throws -> [FiredAlert] {
        let firing = try await alerts(
            "SELECT id, body FROM alert WHERE sequence = 0 AND at < $1 ORDER BY at DESC, id LIMIT $2",
            [time, count])
        return firing.map {
            FiredAlert(id: $0.id, at: $0.at, stream: $0.stream, kind: $0.kind, risks: $0.risks)
        }
    }

    public func openNotices(about kind: Domain.Stream.Kind?) async throws -> [Alert] {
        let open = try await alerts(
            """
            SELECT alert.id, alert.body FROM alert_now n JOIN alert ON alert.id = n.id AND alert.sequence = n.last
            WHERE n.state = 'firing' ORDER BY (SELECT min(number) FROM alert first WHERE first.id = n.id)
            """, [])
        return open.filter { kind == nil || $0.stream.kind == kind }
    }

    public func notice(of id: String, sequence: Int) async throws -> Alert? {
        try await alerts("SELECT id, body FROM alert WHERE id = $1 AND sequence = $2", [id, sequence]).first
    }

    public func acknowledged(at now: Instant) async throws -> Set<String> {
        try await read { try Self.acknowledged(at: now, in: $0) }
    }

    public func dismissed() async throws -> Set<String> {
        try await read { session in
            Set(
                try session.values(
                    """
                    SELECT n.id FROM alert_now n CROSS JOIN LATERAL (
                        SELECT kind FROM feedback WHERE alert_id = n.id ORDER BY number DESC LIMIT 1) said
                    WHERE n.state = 'firing' AND said.kind = 'dismissed'
                    """, []))
        }
    }

    private static func acknowledged(at now: Instant, in session: Session) throws -> Set<String> {
        Set(
            try session.values(
                """
                SELECT n.id FROM alert_now n CROSS JOIN LATERAL (
                    SELECT * FROM feedback WHERE alert_id = n.id ORDER BY number DESC LIMIT 1) said
                WHERE n.state = 'firing' AND said.kind = 'acknowledged' AND said.sequence = n.last
                    AND (said.until IS NULL OR said.until > $1)
                """, [now]))
    }

    /// What sinks have yet to take of some alerts, by alert and sequence, as `id sequence`.
    static func pending(
        _ ids: [String], in session: Session
    ) throws -> [String: [PendingDelivery]] {
        try session.rows(
            "SELECT * FROM delivery WHERE alert_id = ANY($1::text[]) ORDER BY sink", [ids]
        ).reduce(into: [:]) { pending, row in
            let notice = "\(try row["alert_id"] as String) \(try row["sequence"] as Int)"
            pending[notice, default: []].append(
                PendingDelivery(
                    sink: try row["sink"], attempts: try row["attempts"], isDead: try row["is_dead"],
                    lastError: try row["last_error"]))
        }
    }

    /// The alerts of some rows of notices.
    ///
    /// One that cannot be read is left out, with a warning.
    func alerts(_ sql: String, _ arguments: Arguments) async throws -> [Alert] {
        let arguments = arguments.map { $0?.argument ?? .null }
        return try await read { session in
            try session.rows(sql, arguments).compactMap(self.alert)
        }
    }
}
