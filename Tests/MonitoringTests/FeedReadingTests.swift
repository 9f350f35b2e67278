import Domain
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
}
