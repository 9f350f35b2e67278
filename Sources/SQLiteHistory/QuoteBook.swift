public import Domain
import GRDB
public import History

extension SQLiteHistory: QuoteBook {
    public func quoteMove(symbol: String, at now: Instant) async throws -> Alert.QuoteMove? {
        try await read { db in
            func price(_ time: Instant) throws -> Double? {
                try Double.fetchOne(
                    db, sql: "SELECT price FROM quote WHERE symbol = ? AND at <= ? ORDER BY at DESC LIMIT 1",
                    arguments: [symbol, time.storedText])
            }
            guard let last = try price(now) else { return nil }
            func change(_ age: Duration) throws -> Double? { try price(now - age).map { last / $0 - 1 } }
            return Alert.QuoteMove(
                symbol: symbol, price: last, change1h: try change(.seconds(3600)),
                change1d: try change(.seconds(86400)))
        }
    }
}
