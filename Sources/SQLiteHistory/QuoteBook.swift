public import Domain
import GRDB
public import History

extension SQLiteHistory: QuoteBook {
    public func quoteMove(symbol: String, at now: Instant) async throws -> Alert.QuoteMove? {
        try await read { db in
            // Two feeds of one symbol may differ in unit and delay: a move is within one of them.
            let feed = try String.fetchOne(
                db, sql: "SELECT feed_id FROM quote WHERE symbol = ? AND at <= ? ORDER BY at DESC LIMIT 1",
                arguments: [symbol, now.storedText])
            guard let feed else { return nil }
            let dayAgo = now - .seconds(86400)
            let rows = try Row.fetchAll(
                db,
                sql: """
                    SELECT at, price FROM quote WHERE symbol = ?1 AND feed_id = ?2 AND at <= ?3 AND at >= coalesce(
                        (SELECT max(at) FROM quote WHERE symbol = ?1 AND feed_id = ?2 AND at <= ?4), ?4)
                    ORDER BY at
                    """, arguments: [symbol, feed, now.storedText, dayAgo.storedText])
            let series = PriceSeries(
                rows.compactMap { row in
                    let stored = StoredRow(row: row, table: "quote", id: symbol, history: self)
                    return stored.instant("at").map { .init(at: $0, price: row["price"]) }
                })
            return Alert.QuoteMove(symbol, series, at: now)
        }
    }

    public func quotes(
        of symbol: String, in span: Range<Instant>, step: Duration
    ) async throws -> [Quote] {
        let step = max(step.inMilliseconds, 1)
        return try await read { db in
            let (start, end) = (span.lowerBound.storedText, span.upperBound.storedText)
            // Within one feed, as above.
            let feed = try String.fetchOne(
                db,
                sql:
                    "SELECT feed_id FROM quote WHERE symbol = ? AND at >= ? AND at < ? ORDER BY at DESC LIMIT 1",
                arguments: [symbol, start, end])
            guard let feed else { return [] }
            // One look a step, however many prices are in it.
            let statement = try db.cachedStatement(
                sql: """
                    SELECT at, price, currency FROM quote WHERE symbol = ? AND feed_id = ? AND at >= ? AND at < ?
                    ORDER BY at DESC LIMIT 1
                    """)
            var (quotes, edge) = ([Quote](), end)
            while let row = try Row.fetchOne(statement, arguments: [symbol, feed, start, edge]) {
                let stored = StoredRow(row: row, table: "quote", id: symbol, history: self)
                guard let at = stored.instant("at") else {
                    edge = row["at"]
                    continue
                }
                quotes.append(Quote(symbol: symbol, price: row["price"], currency: row["currency"], at: at))
                let past = (at.milliseconds % step + step) % step
                edge = Instant(milliseconds: at.milliseconds - past).storedText
            }
            return quotes.reversed()
        }
    }

    public func prices(of symbol: String, in span: Range<Instant>) async throws -> [PriceSeries.Point] {
        try await read { db in
            let arguments: StatementArguments = [
                symbol, span.lowerBound.storedText, span.upperBound.storedText,
            ]
            // SQLite takes the price from the row that has the maximum.
            let rows = try Row.fetchAll(
                db.cachedStatement(
                    sql: """
                        SELECT max(quote.at) AS at, price FROM quote WHERE symbol = ?1 AND at >= ?2 AND at < ?3
                            AND feed_id = (SELECT feed_id FROM quote WHERE symbol = ?1 AND at >= ?2 AND at < ?3
                                GROUP BY feed_id ORDER BY count(*) DESC, feed_id LIMIT 1)
                        GROUP BY substr(quote.at, 1, 16) ORDER BY 1
                        """), arguments: arguments)
            return rows.compactMap { row in
                let stored = StoredRow(row: row, table: "quote", id: symbol, history: self)
                return stored.instant("at").map { PriceSeries.Point(at: $0, price: row["price"]) }
            }
        }
    }
}
