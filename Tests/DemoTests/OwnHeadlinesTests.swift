import Catalogues
import Domain
import Testing

@testable import Demo
@testable import Loopback

@Suite struct OwnHeadlinesTests {
    private static let morning = Instant(seconds: 1_795_426_200)

    private func own(_ minutes: [(Int, String)]) -> OwnHeadlines {
        OwnHeadlines(
            minutes.map { minute, source in
                DatedHeadline(
                    at: Self.morning + .seconds(60 * minute), source: source,
                    text: "At <\(minute)> & \u{07}so")
            }, entities: [Entity(symbol: "A", name: "Acme")],
            configuration: Configuration(database: "d", alertLog: "a", catalogues: []))
    }

    private func request(_ host: String) -> LoopbackRequest {
        LoopbackRequest(method: "GET", target: "/", headers: ["host": host], body: [])
    }

    @Test func `Each source is a feed with a host of its own`() {
        let catalogue = own([(0, "Wire B"), (5, "Wire A"), (3, "Wire B")]).catalogue(port: 8000)
        #expect(catalogue.feeds.map(\.title) == ["Wire A", "Wire B"])
        #expect(
            catalogue.feeds.map(\.url) == ["http://wire-a.localhost:8000/", "http://wire-b.localhost:8000/"])
        #expect(catalogue.entities.map(\.symbol) == ["A"])
    }

    @Test func `A headline is published at its time, with what XML cannot hold left out`() {
        let headlines = own([(0, "Wire A"), (10, "Wire A"), (0, "Wire B")])
        func titles(_ minute: Int) -> String {
            String(
                decoding: headlines.response(
                    to: request("wire-a.localhost:8000"), at: Self.morning + .seconds(60 * minute)
                ).body, as: UTF8.self)
        }
        #expect(!titles(-1).contains("At "))
        #expect(titles(5).contains("<title>At &lt;0&gt; &amp; so</title>"))
        #expect(!titles(5).contains("&lt;10&gt;"))
        #expect(titles(10).contains("At &lt;10&gt;"))
        #expect(headlines.response(to: request("other.localhost"), at: Self.morning).status == 404)
    }

    @Test(arguments: [0, 18, 600, 60 * 24 * 30, 60 * 24 * 365])
    func `However long the file, it takes about a minute, and every feed is polled often`(span: Int) {
        let headlines = own([(0, "a"), (span, "b")])
        let clock = headlines.clock()
        let length = headlines.end - headlines.start
        #expect(length > .seconds(60 * span))
        let interval = headlines.catalogue(port: 1).feeds[0].interval
        #expect(interval > .zero)
        #expect(interval <= max(.seconds(60 * span / 100 + 1), .seconds(60)), "\(interval)")
        #expect(clock.now() >= headlines.start && clock.now() < headlines.end)
    }
}
