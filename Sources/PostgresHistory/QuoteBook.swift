public import Domain
public import History

extension PostgresHistory: QuoteBook {
    public func quoteMove(symbol: String, at now: Instant) async throws -> Alert.QuoteMove? {
        try await read { session in
            // Two feeds of one symbol may differ in unit and delay: a move is within one of them.
            let feed: String? = try session.value(
                "SELECT feed_id FROM quote WHERE symbol = $1 AND at <= $2 ORDER BY at DESC LIMIT 1",
                [symbol, now])
            guard let feed else { return nil }
            let dayAgo = now - .seconds(86400)
            let rows = try session.rows(
                """
                SELECT at, price FROM quote WHERE symbol = $1 AND feed_id = $2 AND at <= $3 AND at >= coalesce(
                    (SELECT max(at) FROM quote WHERE symbol = $1 AND feed_id = $2 AND at <= $4), $4)
                ORDER BY at
                """, [symbol, feed, now, dayAgo])
            let series = PriceSeries(
                try rows.compactMap { row in
                    let stored = StoredRow(row: row, table: "quote", id: symbol, history: self)
                    return try stored.instant("at").map { .init(at: $0, price: try row["price"]) }
                })
            return Alert.QuoteMove(symbol, series, at: now)
        }
    }

    public func quotes(
        of symbol: String, in span: Range<Instant>, step: Duration
    ) async throws -> [Quote] {
        try await read { session in
            // Within one feed, as above.
            let feed: String? = try session.value(
                """
                SELECT feed_id FROM quote WHERE symbol = $1 AND at >= $2 AND at < $3 ORDER BY at DESC LIMIT 1
                """, [symbol, span.lowerBound, span.upperBound])
            guard let feed else { return [] }
            return try session.rows(
                """
                SELECT DISTINCT ON (step) at, price, currency,
                    floor(extract(epoch FROM at) * 1000 / $5::bigint) AS step
                FROM quote WHERE symbol = $1 AND feed_id = $2 AND at >= $3 AND at < $4 ORDER BY step, at DESC
                """, [symbol, feed, span.lowerBound, span.upperBound, max(step.inMilliseconds, 1)]
            ).compactMap { row in
                let stored = StoredRow(row: row, table: "quote", id: symbol, history: self)
                return try stored.instant("at").map {
                    Quote(symbol: symbol, price: try row["price"], currency: try row["currency"], at: $0)
                }
            }
        }
    }

    public func prices(of symbol: String, in span: Range<Instant>) async throws -> [PriceSeries.Point] {
        try await read { session in
            let feed: String? = try session.value(
                """
                SELECT feed_id FROM quote WHERE symbol = $1 AND at >= $2 AND at < $3
                GROUP BY feed_id ORDER BY count(*) DESC, feed_id LIMIT 1
                """, [symbol, span.lowerBound, span.upperBound])
            guard let feed else { return [] }
            return try session.rows(
                """
                SELECT DISTINCT ON (minute) at, price, date_trunc('minute', at) AS minute
                FROM quote WHERE symbol = $1 AND feed_id = $2 AND at >= $3 AND at < $4 ORDER BY minute, at DESC
                """, [symbol, feed, span.lowerBound, span.upperBound]
            ).compactMap { row in
                let stored = StoredRow(row: row, table: "quote", id: symbol, history: self)
                return try stored.instant("at").map { PriceSeries.Point(at: $0, price: try row["price"]) }
            }
        }
    }
}
