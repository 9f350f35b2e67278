public import Domain
import GRDB
public import History

extension SQLiteHistory: AlertArchive {
    public func alerts(_ query: AlertQuery, at now: Instant) async throws -> [ArchivedAlert] {
        try await read { db in try self.archived(Self.conditions(of: query), limit: query.limit, at: now, db)
        }
    }

    public func alertHistory(of id: String, at now: Instant) async throws -> AlertHistory? {
        try await read { db in
            let ids = try Self.alerts(beginningWith: id, in: db)
            guard ids.count == 1, let id = ids.first,
                let alert = try self.archived(["n.id = \(id)"], limit: 1, at: now, db).first
            else { return nil }
            let rows = try Row.fetchAll(
                db,
                sql: "SELECT id, sequence, body, silenced, sinks FROM alert WHERE id = ? ORDER BY sequence",
                arguments: [id])
            return AlertHistory(alert, notices: try rows.compactMap { try self.delivered($0, in: db) })
        }
    }

    public func firings(since time: Instant) async throws -> [String?: RuleFirings] {
        try await read { db in
            let rows = try Row.fetchAll(
                db,
                sql: """
                    SELECT rule, count(*) AS count, max(fired_at) AS last FROM alert_now
                    WHERE fired_at >= ? AND fired_at < ':' -- not what is no time
                    GROUP BY rule
                    """, arguments: [time.storedText])
            return rows.reduce(into: [:]) { firings, row in
                let rule: String? = row["rule"]
                let stored = StoredRow(row: row, table: "alert_now", id: rule ?? "", history: self)
                guard let last = stored.instant("last") else { return }
                firings.updateValue(RuleFirings(count: row["count"], last: last), forKey: rule)
            }
        }
    }

    public func audible(
        _ streams: String, in span: Range<Instant>, limit: Int
    ) async throws -> (count: Int, latest: [ArchivedAlert]) {
        try await read { db in
            let conditions: [SQL] =
                Self.conditions(firedIn: span) + [
                    Self.condition(streams),
                    """
                    EXISTS (SELECT 1 FROM alert WHERE alert.id = n.id AND sequence = n.first AND silenced = 0
                        AND sinks IS NOT '[]')
                    """,
                ]
            let request: SQL =
                "SELECT count(*) FROM alert_now n WHERE \(conditions.joined(separator: " AND "))"
            let count = try SQLRequest<Int>(literal: request, cached: true).fetchOne(db) ?? 0
            return (count, try self.archived(conditions, limit: limit, at: span.upperBound, db))
        }
    }

    private static func conditions(of query: AlertQuery) -> [SQL] {
        var conditions: [SQL] = []
        if let isOpen = query.isOpen {
            conditions.append(isOpen ? "n.state = 'firing'" : "n.state <> 'firing'")
        }
        if let streams = query.streams { conditions.append(condition(streams)) }
        if let severity = query.severity { conditions.append("a.severity = \(severity.rawValue)") }
        if let rule = query.rule { conditions.append("n.rule = \(rule)") }
        return conditions + (query.span.map(Self.conditions(firedIn:)) ?? [])
    }

    private static func conditions(firedIn span: Range<Instant>) -> [SQL] {
        ["n.fired_at >= \(span.lowerBound.storedText)", "n.fired_at < \(span.upperBound.storedText)"]
    }

    private static func condition(_ streams: String) -> SQL {
        guard let pattern = StreamPattern(streams) else { return "n.stream = \(streams)" }
        return condition(pattern)
    }

    private static func condition(_ pattern: StreamPattern) -> SQL {
        pattern.isExact ? "n.stream = \(pattern.description)" : "n.stream GLOB \(pattern.glob)"
    }

    /// The alerts that meet conditions on `alert_now n` and `alert a`, the latest notice.
    private func archived(
        _ conditions: [SQL], limit: Int, at now: Instant, _ db: Database
    ) throws -> [ArchivedAlert] {
        let condition = ([SQL("true")] + conditions).joined(separator: " AND ")
        let request: SQL = """
            SELECT n.id, n.fired_at, n.severity, n.last, a.body, a.silenced
            FROM alert_now n JOIN alert a ON a.id = n.id AND a.sequence = n.last
            WHERE \(condition) ORDER BY n.fired_at DESC, n.id DESC LIMIT \(max(limit, 0))
            """
        return try SQLRequest<Row>(literal: request, cached: true).fetchAll(db).compactMap { row in
            let id: String = row["id"]
            let stored = StoredRow(row: row, table: "alert_now", id: id, history: self)
            guard let latest = self.alert(row), let firedAt = stored.instant("fired_at"),
                let severity = stored.value("severity", Alert.Severity.init(rawValue:))
            else { return nil }
            let feedback = try self.feedbackRows(on: id, in: db)
            return ArchivedAlert(
                latest: latest, firedAt: firedAt, firstSeverity: severity, isSilenced: row["silenced"],
                isAcknowledged: latest.state == .firing
                    && Self.isAcknowledged(feedback.first, notice: row["last"], at: now),
                feedback: feedback.compactMap(self.feedback),
                crisis: try self.crisis(of: latest, firedAt: firedAt, in: db))
        }
    }

    /// Whether the last that was said of an open alert, of its latest notice, is that somebody looks at it.
    private static func isAcknowledged(_ row: Row?, notice: Int, at now: Instant) -> Bool {
        guard let row, row["kind"] == Feedback.Kind.acknowledged.rawValue, row["sequence"] == notice
        else { return false }
        return (row["until"] as String?).map { $0 > now.storedText } ?? true
    }

    /// A notice with the sinks that it was meant for; nil where it cannot be read.
    private func delivered(_ row: Row, in db: Database) throws -> DeliveredNotice? {
        guard let notice = alert(row) else { return nil }
        let stored = StoredRow(row: row, table: "alert", id: row["id"], history: self)
        let pending = try Self.pending(row["id"], row["sequence"], in: db)
        let isSilenced: Bool = row["silenced"]
        // Rows of older versions do not say whom they were meant for.
        let meant: [String] = isSilenced ? [] : stored.json("sinks") ?? pending.map(\.sink)
        return DeliveredNotice(
            notice, isSilenced: isSilenced,
            sinks: meant.map { sink in (sink, pending.first { $0.sink == sink }) })
    }
}
