import Domain
import History
import TestSupport
import Testing

@Suite struct QuoteBookTests {
    private static let now = Scene.now

    private static func quote(_ minutes: Int, _ price: Double) -> Quote {
        Quote(symbol: "ACME", price: price, currency: "USD", at: now - .seconds(60 * minutes))
    }

    @Test(arguments: HistoryUnderTest.all)
    func `Prices of a span come in order, of each step the last`(store: HistoryUnderTest) async throws {
        let scene = try await Scene(store)
        let quotes = (0..<100).reversed().map { Self.quote($0, 100 - Double($0)) }
        try await scene.commit([], quotes: quotes)
        func prices(_ from: Int, _ to: Int, step: Duration) async throws -> [Quote] {
            try await scene.history.quotes(
                of: "ACME", in: Self.now - .seconds(60 * from)..<Self.now - .seconds(60 * to), step: step)
        }
        #expect(try await prices(10, 5, step: .seconds(0)) == Array(quotes[89..<94]))
        let step: Int64 = 900_000
        let last = Dictionary(grouping: quotes.dropLast()) { $0.at.milliseconds / step }.values
            .compactMap(\.last).sorted { $0.at < $1.at }
        #expect(try await prices(200, 0, step: .milliseconds(step)) == last)
        #expect(try await prices(5, 5, step: .seconds(60)).isEmpty)
        #expect(
            try await scene.history.quotes(
                of: "none", in: Self.now - .seconds(60)..<Self.now, step: .seconds(1)
            ).isEmpty)
    }

    @Test(arguments: HistoryUnderTest.all)
    func `All prices of a span come in order, of each minute the last`(store: HistoryUnderTest) async throws {
        let scene = try await Scene(store)
        let quotes = (0..<50).reversed().map { number in
            Quote(
                symbol: "ACME", price: 100 - Double(number), currency: "USD",
                at: Self.now - .seconds(20 * number))
        }
        try await scene.commit([], quotes: quotes)
        let prices = try await scene.history.prices(of: "ACME", in: Self.now - .seconds(600)..<Self.now)
        let last = Dictionary(
            grouping: quotes.filter { $0.at >= Self.now - .seconds(600) && $0.at < Self.now }
        ) {
            $0.at.milliseconds / 60_000
        }.values.compactMap(\.last).sorted { $0.at < $1.at }
        #expect(prices == last.map { PriceSeries.Point(at: $0.at, price: $0.price) })
        #expect(prices.count == 10)
        #expect(
            try await scene.history.prices(of: "none", in: Self.now - .seconds(600)..<Self.now).isEmpty)
    }
}
