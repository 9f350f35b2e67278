public import Domain
public import History

extension PostgresHistory: AlertArchive {
    public func alerts(_ query: AlertQuery, at now: Instant) async throws -> [ArchivedAlert] {
        try await read { session in
            try self.archived(Self.conditions(of: query), limit: query.limit, at: now, session)
        }
    }

    public func alertHistory(of id: String, at now: Instant) async throws -> AlertHistory? {
        try await read { session in
            let ids = try Self.alerts(beginningWith: id, in: session)
            guard ids.count == 1, let id = ids.first,
                let alert = try self.archived(["n.id = \(id)"], limit: 1, at: now, session).first
            else { return nil }
            let rows = try session.rows(
                "SELECT id, sequence, body, silenced, sinks FROM alert WHERE id = \(id) ORDER BY sequence")
            return AlertHistory(alert, notices: try rows.compactMap { try self.delivered($0, in: session) })
        }
    }

    public func firings(since time: Instant) async throws -> [String?: RuleFirings] {
        try await read { session in
            let rows = try session.rows(
                """
                SELECT rule, count(*) AS count, max(fired_at) AS last FROM alert_now
                WHERE fired_at >= \(time) GROUP BY rule
                """)
            return try rows.reduce(into: [:]) { firings, row in
                let rule: String? = try row["rule"]
                let stored = StoredRow(row: row, table: "alert_now", id: rule ?? "", history: self)
                guard let last = try stored.instant("last") else { return }
                firings.updateValue(RuleFirings(count: try row["count"], last: last), forKey: rule)
            }
        }
    }

    public func audible(
        _ streams: String, in span: Range<Instant>, limit: Int
    ) async throws -> (count: Int, latest: [ArchivedAlert]) {
        try await read { session in
            let conditions: [SQL] =
                Self.conditions(firedIn: span) + [
                    StreamPattern(streams)?.condition(on: "n.stream") ?? "n.stream = \(streams)",
                    """
                    EXISTS (SELECT 1 FROM alert WHERE alert.id = n.id AND sequence = n.first AND silenced = 0
                        AND sinks::text IS DISTINCT FROM '[]')
                    """,
                ]
            let row = try session.rows(
                "SELECT count(*) AS count FROM alert_now n WHERE \(conditions.joined(separator: " AND "))"
            ).first
            return (
                try row?["count"] ?? 0,
                try self.archived(conditions, limit: limit, at: span.upperBound, session)
            )
        }
    }

    private static func conditions(of query: AlertQuery) -> [SQL] {
        var conditions: [SQL] = []
        if let isOpen = query.isOpen {
            conditions.append(isOpen ? "n.state = 'firing'" : "n.state <> 'firing'")
        }
        if let streams = query.streams { conditions.append(streams.condition(on: "n.stream")) }
        if let severity = query.severity { conditions.append("a.severity = \(severity.rawValue)") }
        if let rule = query.rule { conditions.append("n.rule = \(rule)") }
        return conditions + (query.span.map(Self.conditions(firedIn:)) ?? [])
    }

    private static func conditions(firedIn span: Range<Instant>) -> [SQL] {
        ["n.fired_at >= \(span.lowerBound)", "n.fired_at < \(span.upperBound)"]
    }

    /// The alerts that meet conditions on `alert_now n` and `alert a`, the latest notice.
    private func archived(
        _ conditions: [SQL], limit: Int, at now: Instant, _ session: Session
    ) throws -> [ArchivedAlert] {
        let rows = try session.rows(
            """
            SELECT n.id, n.fired_at, n.severity, n.last, a.body, a.silenced
            FROM alert_now n JOIN alert a ON a.id = n.id AND a.sequence = n.last
            WHERE \((["true"] + conditions).joined(separator: " AND "))
            ORDER BY n.fired_at DESC, n.id DESC LIMIT \(max(limit, 0))
            """)
        let feedback = try Self.feedbackRows(on: rows.map { try $0["id"] }, in: session)
        return try rows.compactMap { row in
            let id: String = try row["id"]
            let stored = StoredRow(row: row, table: "alert_now", id: id, history: self)
            guard let latest = try self.alert(row), let firedAt = try stored.instant("fired_at"),
                let severity = try stored.value("severity", Alert.Severity.init(rawValue:))
            else { return nil }
            let said = feedback[id] ?? []
            return ArchivedAlert(
                latest: latest, firedAt: firedAt, firstSeverity: severity,
                isSilenced: (try row["silenced"] as Int) == 1,
                isAcknowledged: try latest.state == .firing
                    && Self.isAcknowledged(said.first, notice: row["last"], at: now),
                feedback: try said.compactMap(self.feedback),
                crisis: try self.crisis(of: latest, firedAt: firedAt, in: session))
        }
    }

    /// What people said about alerts, by id, the latest first.
    private static func feedbackRows(
        on ids: [String], in session: Session
    ) throws -> [String: [Row]] {
        guard !ids.isEmpty else { return [:] }
        let rows = try session.rows(
            "SELECT * FROM feedback WHERE alert_id = ANY (\(ids)::text[]) ORDER BY number DESC")
        return try Dictionary(grouping: rows) { try $0["alert_id"] }
    }

    /// Whether the last that was said of an open alert, of its latest notice, is that somebody looks at it.
    private static func isAcknowledged(_ row: Row?, notice: Int, at now: Instant) throws -> Bool {
        guard let row, (try row["kind"] as String) == Feedback.Kind.acknowledged.rawValue,
            (try row["sequence"] as Int) == notice
        else { return false }
        return try (row["until"] as Instant?).map { $0 > now } ?? true
    }

    /// A notice with the sinks that it was meant for; nil where it cannot be read.
    private func delivered(_ row: Row, in session: Session) throws -> DeliveredNotice? {
        guard let notice = try alert(row) else { return nil }
        let stored = StoredRow(row: row, table: "alert", id: try row["id"], history: self)
        let pending = try Self.pending(try row["id"], try row["sequence"], in: session)
        let isSilenced = (try row["silenced"] as Int) == 1
        // Rows of older versions do not say whom they were meant for.
        let meant: [String] = isSilenced ? [] : try stored.json("sinks") ?? pending.map(\.sink)
        return DeliveredNotice(
            notice, isSilenced: isSilenced,
            sinks: meant.map { sink in (sink, pending.first { $0.sink == sink }) })
    }
}
