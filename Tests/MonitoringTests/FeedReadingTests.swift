import Domain
import History
import Loopback
import Monitoring
import SQLiteHistory
import Synchronization
import Testing

/// What feeds of the world look like, from the server to the history.
@Suite struct FeedReadingTests {
    private func item(_ number: Int, id: String) -> String {
        "<title>Story \(number) of the day</title><link>https://p.example/\(number)</link><guid isPermaLink=\"false\">\(id)</guid>"
    }

    @Test func `Entries that share an id are all stored, once, and the feed's health says so`() async throws {
        let bench = try MonitorBench()
        let items = Mutex([1, 2, 3].map { item($0, id: "N/A") })
        let server = try LoopbackServer { _ in items.withLock { MonitorBench.rss($0) } }
        defer { server.stop() }
        let feeds = [bench.feed("wire", server)]
        let history = try await bench.poll(feeds)
        #expect(try await history.counts().items == 3)
        let condition = try await history.cursor(of: "wire")?.condition
        #expect(condition?.state == .ok)
        #expect(condition?.evidence?.hasPrefix("the id \"N/A\" does not tell its entries apart") == true)
        items.withLock { $0 = [item(3, id: "N/A"), item(4, id: "N/A")] }
        #expect(try await bench.poll(feeds, after: .seconds(3600)).counts().items == 4)
    }

    @Test func `An id that turns out to be shared later doubles nothing`() async throws {
        let bench = try MonitorBench()
        let items = Mutex([item(1, id: "2026-11-23")])
        let server = try LoopbackServer { _ in items.withLock { MonitorBench.rss($0) } }
        defer { server.stop() }
        let feeds = [bench.feed("wire", server)]
        #expect(try await bench.poll(feeds).counts().items == 1)
        items.withLock { $0 = [1, 2].map { item($0, id: "2026-11-23") } }
        #expect(try await bench.poll(feeds, after: .seconds(3600)).counts().items == 2)
        items.withLock { $0 = [item(2, id: "2026-11-23")] }
        #expect(try await bench.poll(feeds, after: .seconds(7200)).counts().items == 2)
    }

    @Test func `Power below zero, a table with a preamble and JSON with NaN are prices`() async throws {
        let bench = try MonitorBench()
        let server = try LoopbackServer { request in
            switch request.target {
            case "/dax":
                LoopbackResponse(200, body: Array("Stand: heute\nDatum;Kurs\n23.11.2026;23.456,78\n".utf8))
            case "/power": LoopbackResponse(200, body: Array("t,eur\n2026-11-23T08:00Z,-85.27\n".utf8))
            default: LoopbackResponse(200, body: Array(#"{"d":[{"s":"A","p":NaN},{"s":"B","p":5}]}"#.utf8))
            }
        }
        defer { server.stop() }
        var dax = bench.feed("dax", server, kind: .csv)
        dax.quotes = QuoteMapping(symbol: "DAX", price: "Kurs", time: "Datum")
        var power = bench.feed("power", server, kind: .csv)
        power.quotes = QuoteMapping(symbol: "DE-LU", price: "eur", time: "t")
        var json = bench.feed("json", server, kind: .json)
        json.quotes = QuoteMapping(rows: "d", symbolField: "s", price: "p")
        let history = try await bench.poll([dax, power, json])
        for (symbol, price) in [("DAX", 23456.78), ("DE-LU", -85.27), ("B", 5)] {
            #expect(try await history.quoteMove(symbol: symbol, at: bench.start)?.price == price)
        }
        #expect(try await history.quoteMove(symbol: "A", at: bench.start) == nil)
    }

    @Test func `An aggregator's items count for their publishers, and its titles end with the story`()
        async throws
    {
        let bench = try MonitorBench()
        let companies = ["Acme", "Bell", "Cato", "Dorn", "Eyre", "Fisk", "Gant", "Hale", "Iris"]
        let items = companies.enumerated().map { index, company in
            """
            <title>\(company) falls after the probe of its books number \(index) - P\(index)</title>
            <guid>\(index)</guid><source url="https://www.p\(index).example">P\(index)</source>
            """
        }
        let server = try LoopbackServer { _ in MonitorBench.rss(items) }
        defer { server.stop() }
        let history = try await bench.poll([bench.feed("google", server)])
        let stored = try #require(try await history.assessedItems(since: bench.start, after: 0, limit: 20))
            .items
        #expect(Set(stored.compactMap(\.item.publisher?.owner)) == Set((0..<9).map { "p\($0).example" }))
        #expect(stored.first?.item.title == "Acme falls after the probe of its books number 0")
        #expect(stored.first?.item.publisher?.name == "P0")
    }

    @Test func `A filing is bad news about the company that it names`() async throws {
        let bench = try MonitorBench()
        let body = """
            <feed xmlns="http://www.w3.org/2005/Atom"><entry><title>8-K - ACME CORP (0000012345) (Filer)</title>
            <summary type="html">&lt;br&gt;Item 1.03: Bankruptcy or Receivership</summary><id>1</id></entry></feed>
            """
        let server = try LoopbackServer { _ in LoopbackResponse(200, body: Array(body.utf8)) }
        defer { server.stop() }
        let acme = Entity(symbol: "ACME", name: "Acme")
        let history = try await bench.poll([bench.feed("edgar", server)], entities: [acme])
        let stored = try #require(try await history.assessedItems(since: bench.start, after: 0, limit: 2))
            .items
        #expect(stored.map(\.item.title) == ["ACME CORP files for bankruptcy"])
        #expect(stored.first?.entities.map(\.symbol) == ["ACME"])
        #expect(stored.first?.entities.first?.sentiment.label == .negative)
    }

    @Test func `A feed whose titles say little is scored by its summaries as well`() async throws {
        let bench = try MonitorBench()
        let server = try LoopbackServer { _ in
            MonitorBench.rss([
                "<title>Notice 12</title><guid>1</guid><description>Acme warns of a loss</description>"
            ])
        }
        defer { server.stop() }
        var feed = bench.feed("notices", server)
        feed.assessedPart = .titleAndSummary
        let history = try await bench.poll([feed])
        let stored = try #require(try await history.assessedItems(since: bench.start, after: 0, limit: 2))
            .items
        #expect(stored.first?.item.title == "Notice 12")
        #expect(stored.first?.assessment.sentiment.label == .negative)
    }
}
