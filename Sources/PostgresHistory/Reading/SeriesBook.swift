public import Domain
public import History

extension PostgresHistory: SeriesBook {
    public func series(
        of streams: [Domain.Stream], in span: Range<Instant>
    ) async throws -> [Domain.Stream: [SeriesPoint]] {
        try await points(
            of: streams, from: "series",
            """
            SELECT stream, at, stories, negative, positive, expected, bits FROM series
            WHERE stream = ANY (\(streams.map(\.name))::text[]) AND at >= \(span.lowerBound) AND at < \(span.upperBound)
            ORDER BY stream, at
            """)
    }

    public func dailySeries(
        of streams: [Domain.Stream], in span: Range<Instant>
    ) async throws -> [Domain.Stream: [SeriesPoint]] {
        let (first, end) = (
            span.lowerBound.midnightAtOrAfter.storedDay, span.upperBound.midnightAtOrAfter.storedDay
        )
        return try await points(
            of: streams, from: "series_day",
            """
            SELECT stream, day || 'T00:00:00.000Z' AS at, stories, negative, positive, expected, peak_bits AS bits
            FROM series_day WHERE stream = ANY (\(streams.map(\.name))::text[]) AND day >= \(first) AND day < \(end)
            ORDER BY stream, day
            """)
    }

    /// The points of rows that can be read.
    private func points(
        of streams: [Domain.Stream], from table: String, _ sql: SQL
    ) async throws -> [Domain.Stream: [SeriesPoint]] {
        let named = Dictionary(streams.map { ($0.name, $0) }, uniquingKeysWith: { first, _ in first })
        return try await read { session in
            var all: [Domain.Stream: [SeriesPoint]] = [:]
            for row in try session.rows(sql) {
                let name: String = try row["stream"]
                let stored = StoredRow(row: row, table: table, id: name, history: self)
                guard let stream = named[name], let start = try stored.instant("at") else { continue }
                all[stream, default: []].append(
                    SeriesPoint(
                        stream, start: start, stories: try row["stories"], negative: try row["negative"],
                        positive: try row["positive"], expected: try row["expected"], bits: try row["bits"]))
            }
            return all
        }
    }

    public func summaries(
        in span: Range<Instant>, matching pattern: StreamPattern?, limit: Int
    ) async throws -> [StreamSummary] {
        try await read { session in
            let source = Self.halfHours(in: span, matching: pattern)
            return try self.summaries(
                """
                SELECT stream, sum(stories)::bigint AS stories, sum(negative)::bigint AS negative,
                    sum(positive)::bigint AS positive, sum(expected) AS expected, max(bits) AS bits
                FROM (\(source)) half_hour GROUP BY stream
                ORDER BY max(bits) DESC, sum(negative) DESC, stream LIMIT \(max(limit, 0))
                """, session)
        }
    }

    /// The half hours of a span; those of whole days and months already summed up.
    private static func halfHours(in span: Range<Instant>, matching pattern: StreamPattern?) -> SQL {
        let condition: SQL = pattern.map { "AND \($0.condition(on: "stream"))" } ?? ""
        let columns: SQL = "SELECT stream, stories, negative, positive, expected,"
        return CountedSpan.parts(of: span).map { part -> SQL in
            switch part {
            case .halfHours(let span):
                "\(columns) bits FROM series WHERE at >= \(span.lowerBound) AND at < \(span.upperBound) \(condition)"
            case .days(let first, let end):
                "\(columns) peak_bits FROM series_day WHERE day >= \(first) AND day < \(end) \(condition)"
            case .months(let first, let end):
                "\(columns) peak_bits FROM series_month WHERE month >= \(first) AND month < \(end) \(condition)"
            }
        }.joined(separator: "\nUNION ALL ")
    }

    /// Rows of sums with the names of their streams, but for streams that only another version knows.
    func summaries(_ sql: SQL, _ session: Session) throws -> [StreamSummary] {
        let rows = try session.rows(sql).compactMap { row -> (Row, Domain.Stream)? in
            let stored = StoredRow(row: row, table: "series", id: try row["stream"], history: self)
            return try stored.value("stream", Domain.Stream.init(name:)).map { (row, $0) }
        }
        let names = try Self.names(of: rows.map(\.1), session)
        return try rows.map { row, stream in
            StreamSummary(
                stream, name: names[stream], stories: try row["stories"], negative: try row["negative"],
                positive: try row["positive"], expected: try row["expected"], peakBits: try row["bits"])
        }
    }
}

extension StreamPattern {
    /// The condition on a column that a stream's name matches.
    func condition(on column: String) -> SQL {
        isExact
            ? "\(sql: column) = \(description)"
            : "\(sql: column) LIKE \(description.escapedForLike.replacing("*", with: "%"))"
    }
}
