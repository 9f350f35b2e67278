public import Domain
public import History

extension PostgresHistory: SilenceBook {
    /// The alerts of this time before a silence are counted.
    private static let lookedBack: Duration = .seconds(30 * 86400)

    public func silence(
        _ streams: String, from start: Instant, until end: Instant, by: String, reason: String?
    ) async throws -> (silence: Silence, muted: Int) {
        try await write { session in
            // A commit under way is waited for, and its alerts are counted.
            try Self.holdSilences(in: session)
            let id: Int64? = try session.value(
                """
                INSERT INTO silence (streams, from_time, until_time, by, reason) VALUES ($1, $2, $3, $4, $5)
                RETURNING id
                """, [streams, start, end, by, reason])
            let silence = Silence(
                id: id ?? 0, streams: streams, from: start, until: end, by: by, reason: reason)
            let alerts = try session.rows(
                """
                SELECT stream, count(*) AS alerts FROM alert WHERE sequence = 0 AND at >= $1 GROUP BY stream
                """, [start - Self.lookedBack])
            let muted = try alerts.reduce(0) { sum, row in
                let isCovered = Stream(name: try row["stream"]).map(silence.covers) ?? false
                return sum + (isCovered ? try row["alerts"] as Int : 0)
            }
            return (silence, muted)
        }
    }

    public func silences(at now: Instant) async throws -> [Silence] {
        try await read { session in
            try session.rows("SELECT * FROM silence WHERE until_time > $1 ORDER BY id", [now])
                .compactMap(self.silence)
        }
    }

    public func endedSilences(in span: Range<Instant>) async throws -> [Silence] {
        try await read { session in
            try session.rows(
                """
                SELECT * FROM silence WHERE until_time >= $1 AND until_time < $2
                ORDER BY until_time DESC, id DESC
                """, [span.lowerBound, span.upperBound]
            ).compactMap(self.silence)
        }
    }

    public func endSilence(_ id: Int64, at now: Instant) async throws -> Bool {
        try await write { session in
            try session.changes(
                "UPDATE silence SET until_time = $1 WHERE id = $2 AND until_time > $1", [now, id]) > 0
        }
    }

    /// A row of the table; nil where a time cannot be read.
    func silence(_ row: Row) throws -> Silence? {
        let id: Int64 = try row["id"]
        let stored = StoredRow(row: row, table: "silence", id: "\(id)", history: self)
        guard let start = try stored.instant("from_time"), let end = try stored.instant("until_time")
        else { return nil }
        return Silence(
            id: id, streams: try row["streams"], from: start, until: end, by: try row["by"],
            reason: try row["reason"])
    }
}
