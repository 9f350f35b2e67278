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

    /// The page of an alert, in a format, that came after so many about the same company, each of which was
    /// followed by a fall of two percent.
    private func page(after earlier: Int, as format: String = "") async throws -> String {
        let scene = try await PageScene()
        let hour = Duration.seconds(3600)
        let fired = PageScene.now - hour
        let past = (0..<earlier).map { fired - hour * 24 * (10 * ($0 + 1)) }
        var commit = Commit { _, _ in NoticeRoute(receivers: ["log"], isSilenced: false) }
        commit.notices =
            past.enumerated().map { Alert.sample("past\($0)", of: .entity("BOLT"), at: $1) }
            + [.sample("p1", of: .entity("BOLT"), at: fired)]
        let cursor = FeedCursor(
            nextDue: PageScene.now + .seconds(600), lastSuccess: PageScene.now,
            condition: FeedCondition(.ok, since: PageScene.now))
        var poll = Commit.Poll(of: "wire", cursor: cursor, at: PageScene.now)
        poll.quotes = (0..<(24 * 100)).map { number in
            let at = fired - hour * number
            let price = past.filter { $0 < at }.reduce(100.0) { price, _ in price * 0.98 }
            return Quote(symbol: "BOLT", price: price, currency: "EUR", at: at)
        }
        commit.poll = poll
        try await scene.history.commit(commit)
        return await scene.get("/alerts/p1\(format)").text
    }

    @Test func `What the price did after earlier alerts is asked for, as it takes long`() async throws {
        let page = try await page([(-60, 40), (300, 38)])
        #expect(page.contains("href=\"/alerts/p1?study=1\">What the price did after earlier alerts"))
        #expect(!page.contains("study-title"))
    }

    @Test func `It says what the price did after earlier alerts, also to programs`() async throws {
        let page = try await page(after: 6, as: "?study=1")
        #expect(
            page.contains(
                "After the 6 earlier alerts about BOLT with a known price, it moved −2.0 % in the median within a day"
            ))
        #expect(page.contains("<th scope=\"row\">a day</th><td>6</td><td>−2.0 %</td>"))
        #expect(page.contains("what was, not what will be"))
        let json = try await self.page(after: 6, as: ".json")
        #expect(json.contains("\"study\":["))
        #expect(json.contains("\"about\":\"about BOLT\""))
    }

    @Test func `Too few earlier alerts are said to be too few, without a table`() async throws {
        let page = try await page(after: 3, as: "?study=1")
        #expect(page.contains("<p>Too few cases: 3 alerts like this with a known price.</p>"))
        #expect(!page.contains("Usually between"))
    }
}
