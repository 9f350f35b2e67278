import Domain
import History
import SQLiteHistory
import Testing
import TestSupport

/// What the page of an alert says of the price.
@Suite struct PricePageTests {
    /// The page of an alert of ten minutes ago at a price of 40, with what quotes came after it.
    private func page(_ quotes: [(seconds: Int, price: Double)]) async throws -> String {
        let scene = try await PageScene()
        let fired = PageScene.now - .seconds(600)
        var alert = Alert.sample("p1", of: .entity("ACME"), at: fired)
        alert.context.quote = Alert.QuoteMove(symbol: "ACME", price: 40, change1h: nil, change1d: -0.02)
        var commit = Commit { _, _ in NoticeRoute(receivers: ["log"], isSilenced: false) }
        commit.notices = [alert]
        let cursor = FeedCursor(
            nextDue: PageScene.now + .seconds(600), lastSuccess: PageScene.now,
            condition: FeedCondition(.ok, since: PageScene.now))
        var poll = Commit.Poll(of: "wire", cursor: cursor, at: PageScene.now)
        poll.quotes = quotes.map {
            Quote(symbol: "ACME", price: $0.price, currency: "EUR", at: fired + .seconds($0.seconds))
        }
        commit.poll = poll
        try await scene.history.commit(commit)
        return await scene.get("/alerts/p1").text
    }

    @Test func `It says what the price did since the alert`() async throws {
        let page = try await page([(-5400, 42), (-60, 40), (300, 38)])
        #expect(page.contains("40.00 (hour unknown, day −2.0 %)"))
        #expect(page.contains("<th scope=\"row\">ACME since then</th><td>38.00 (−5.0 % in 5 min)</td>"))
    }

    @Test func `A split is no fall, and without a later price nothing is said`() async throws {
        #expect(try await page([(-60, 40), (300, 10)]).contains("10.00 (unknown in 5 min)"))
        #expect(try await !page([(-60, 40)]).contains("ACME since"))
    }
}
