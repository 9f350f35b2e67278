public import Domain
public import History

extension PostgresHistory: OutboxBook {
    public func pendingNotices(sink: String, at now: Instant) async throws -> [Notice] {
        try await read { session in
            let rows = try session.rows(
                """
                SELECT d.alert_id, d.sequence, d.attempts, d.next_ms, a.body, a.stream,
                    (SELECT at FROM alert WHERE id = d.alert_id AND sequence = 0) AS fired_at
                FROM delivery d JOIN alert a ON a.id = d.alert_id AND a.sequence = d.sequence
                WHERE d.sink = $1 AND d.is_dead = 0
                ORDER BY (SELECT min(number) FROM alert WHERE id = d.alert_id), d.sequence
                """, [sink])
            var waiting: Set<String> = []
            return try rows.compactMap { row in
                let stream: String = try row["stream"]
                guard !waiting.contains(stream) else { return nil }
                guard now.milliseconds >= (try row["next_ms"] as Int64) else {
                    waiting.insert(stream)
                    return nil
                }
                return try Self.notice(row, attempts: try row["attempts"])
            }
        }
    }

    public func openNotices(sink: String) async throws -> [Notice] {
        try await read { session in
            try session.rows(
                """
                SELECT alert.id AS alert_id, sequence, body, alert.stream,
                    (SELECT at FROM alert first WHERE first.id = alert.id AND sequence = 0) AS fired_at
                FROM alert_now n JOIN alert ON alert.id = n.id AND alert.sequence = n.last
                WHERE n.state = 'firing' AND silenced = 0
                    AND (sinks IS NULL OR EXISTS (
                        SELECT FROM json_array_elements_text(sinks) AS sink (id) WHERE sink.id = $1))
                ORDER BY (SELECT min(number) FROM alert first WHERE first.id = alert.id)
                """, [sink]
            ).map { try Self.notice($0, attempts: 0) }
        }
    }

    private static func notice(_ row: Row, attempts: Int) throws -> Notice {
        Notice(
            alertID: try row["alert_id"], sequence: try row["sequence"], body: try row["body"],
            stream: try row["stream"], firedAt: try row["fired_at"], attempts: attempts)
    }

    public func markDelivered(_ notice: Notice, sink: String) async throws {
        try await write { session in
            try session.execute(
                "DELETE FROM delivery WHERE alert_id = $1 AND sequence = $2 AND sink = $3",
                [notice.alertID, notice.sequence, sink])
        }
    }

    public func markFailed(_ notice: Notice, sink: String, reason: String, next: Instant?) async throws {
        try await write { session in
            try session.execute(
                """
                UPDATE delivery SET attempts = attempts + 1, last_error = $1, next_ms = $2, is_dead = $3
                WHERE alert_id = $4 AND sequence = $5 AND sink = $6
                """,
                [reason, next?.milliseconds ?? 0, next == nil, notice.alertID, notice.sequence, sink])
        }
    }

    public func backlogs() async throws -> [SinkBacklog] {
        try await read { session in
            try session.rows(
                """
                SELECT sink, count(*) FILTER (WHERE is_dead = 0) AS waiting,
                    count(*) FILTER (WHERE is_dead = 1) AS dead, max(attempts) AS attempts,
                    (array_agg(last_error ORDER BY attempts DESC))[1] AS last_error
                FROM delivery GROUP BY sink ORDER BY sink
                """, []
            ).map {
                SinkBacklog(
                    sink: try $0["sink"], waiting: try $0["waiting"], dead: try $0["dead"],
                    attempts: try $0["attempts"], lastError: try $0["last_error"])
            }
        }
    }

    public func retryDeliveries() async throws -> Int {
        try await write { session in
            try session.changes(
                "UPDATE delivery SET attempts = 0, next_ms = 0, is_dead = 0 WHERE attempts > 0", [])
        }
    }
}
