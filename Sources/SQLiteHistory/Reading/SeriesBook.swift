public import Domain
import GRDB
public import History

extension SQLiteHistory: SeriesBook {
    public func series(
        of streams: [Domain.Stream], in span: Range<Instant>
    ) async throws -> [Domain.Stream: [SeriesPoint]] {
        let sql = """
            SELECT at, stories, negative, positive, expected, bits FROM series
            WHERE stream = ? AND at >= ? AND at < ? ORDER BY at
            """
        return try await read { db in
            try self.points(of: streams, from: "series") { stream in
                try Row.fetchCursor(
                    db.cachedStatement(sql: sql),
                    arguments: [stream.name, span.lowerBound.storedText, span.upperBound.storedText])
            }
        }
    }

    public func dailySeries(
        of streams: [Domain.Stream], in span: Range<Instant>
    ) async throws -> [Domain.Stream: [SeriesPoint]] {
        // Days come before streams in the table: one look a day is cheaper than all streams of all days.
        let sql = """
            WITH RECURSIVE d (day) AS (
                SELECT ?1 UNION ALL SELECT date(day, '+1 day') FROM d WHERE date(day, '+1 day') < ?2)
            SELECT s.day || 'T00:00:00.000Z' AS at, s.stories, s.negative, s.positive, s.expected, s.peak_bits
            FROM d CROSS JOIN series_day s
            WHERE s.day = d.day AND s.stream = ?3 AND s.day || 'T00:00:00.000Z' >= ?4
                AND s.day || 'T00:00:00.000Z' < ?2 ORDER BY s.day
            """
        return try await read { db in
            try self.points(of: streams, from: "series_day") { stream in
                try Row.fetchCursor(
                    db.cachedStatement(sql: sql),
                    arguments: [
                        span.lowerBound.storedDay, span.upperBound.storedText, stream.name,
                        span.lowerBound.storedText,
                    ])
            }
        }
    }

    /// The points of rows that can be read.
    ///
    /// - Parameter rows: Those of a stream: when a point begins, and its numbers in the order of
    ///   `SeriesPoint`. A page reads thousands, so they are read in place, by the position of the column.
    private func points(
        of streams: [Domain.Stream], from table: String,
        rows: (Domain.Stream) throws -> RowCursor
    ) throws -> [Domain.Stream: [SeriesPoint]] {
        var all: [Domain.Stream: [SeriesPoint]] = [:]
        for stream in streams {
            var points: [SeriesPoint] = []
            let cursor = try rows(stream)
            while let row = try cursor.next() {
                guard let start = Instant(stored: row[0]) else {
                    unreadable.tell(table, stream.name, "at", logger)
                    continue
                }
                points.append(
                    SeriesPoint(
                        stream, start: start, stories: row[1], negative: row[2], positive: row[3],
                        expected: row[4], bits: row[5]))
            }
            if !points.isEmpty { all[stream] = points }
        }
        return all
    }

    public func summaries(
        in span: Range<Instant>, matching pattern: StreamPattern?, limit: Int
    ) async throws -> [StreamSummary] {
        try await read { db in
            let source = Self.halfHours(in: span, matching: pattern)
            let request: SQL = """
                SELECT stream, sum(stories) AS stories, sum(negative) AS negative, sum(positive) AS positive,
                    sum(expected) AS expected, max(bits) AS bits
                FROM (\(source)) GROUP BY stream ORDER BY bits DESC, negative DESC, stream LIMIT \(max(limit, 0))
                """
            return try SQLRequest<Row>(literal: request, cached: true).fetchAll(db)
                .compactMap { try self.summary($0, in: db) }
        }
    }

    /// The half hours of a span; those of whole days and months already summed up.
    private static func halfHours(in span: Range<Instant>, matching pattern: StreamPattern?) -> SQL {
        // Not with `??`, which GRDB gives a meaning in SQL; `+` keeps to the indexes of time.
        var condition: SQL = ""
        if let pattern {
            condition =
                pattern.isExact
                ? "AND stream = \(pattern.description)" : "AND +stream GLOB \(pattern.glob)"
        }
        let columns: SQL = "SELECT stream, stories, negative, positive, expected,"
        return CountedSpan.parts(of: span).map { part -> SQL in
            switch part {
            case .halfHours(let span):
                """
                \(columns) bits FROM series
                WHERE at >= \(span.lowerBound.storedText) AND at < \(span.upperBound.storedText) \(condition)
                """
            case .days(let first, let end):
                "\(columns) peak_bits FROM series_day WHERE day >= \(first) AND day < \(end) \(condition)"
            case .months(let first, let end):
                "\(columns) peak_bits FROM series_month WHERE month >= \(first) AND month < \(end) \(condition)"
            }
        }.joined(separator: "\nUNION ALL ")
    }

    /// A row of sums; nil for a stream that only another version knows.
    func summary(_ row: Row, in db: Database) throws -> StreamSummary? {
        let name: String = row["stream"]
        let stored = StoredRow(row: row, table: "series", id: name, history: self)
        guard let stream = stored.value("stream", Domain.Stream.init(name:)) else { return nil }
        return StreamSummary(
            stream, name: try Self.name(of: stream, in: db), stories: row["stories"],
            negative: row["negative"], positive: row["positive"], expected: row["expected"],
            peakBits: row["bits"])
    }

    /// What people call the entity or the feed that a stream is about; nil where nobody knows.
    static func name(of stream: Domain.Stream, in db: Database) throws -> String? {
        let (sql, asked): (String?, String) =
            switch stream.kind {
            case .entity, .entityTopic: ("SELECT name FROM entity WHERE symbol = ?", stream.subject)
            case .source: ("SELECT title FROM feed WHERE id = ?", stream.subject)
            case .theme: (themeName, stream.name)
            case .market, .topic: (nil, "")
            }
        guard let sql else { return nil }
        return try String.fetchOne(db.cachedStatement(sql: sql), arguments: [asked])
    }

    /// As its latest alert calls it.
    private static let themeName = """
        SELECT json_extract(a.body, '$.name') FROM alert_now n JOIN alert a ON a.id = n.id AND a.sequence = n.last
        WHERE n.stream = ? ORDER BY n.fired_at DESC LIMIT 1
        """

    /// Stores what a stream had in a half hour, in place of what is stored of it.
    static func insert(_ point: SeriesPoint, in db: Database) throws {
        try db.executeCached(
            sql: """
                INSERT INTO series VALUES (?, ?, ?, ?, ?, ?, ?)
                ON CONFLICT (stream, at) DO UPDATE SET stories = excluded.stories, negative = excluded.negative,
                    positive = excluded.positive, expected = excluded.expected, bits = excluded.bits
                """,
            arguments: [
                point.stream.name, point.start.storedText, point.stories, point.negative, point.positive,
                point.expected, point.bits,
            ])
    }
}

extension StreamPattern {
    /// The pattern as SQL's GLOB has it.
    var glob: String { description.replacing("[", with: "[[]").replacing("?", with: "[?]") }
}
