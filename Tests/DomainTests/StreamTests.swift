import Domain
import Testing

@Suite struct StreamTests {
    @Test func `A stream's name leads back to it`() {
        for stream in [
            Stream.market, .topic("earnings"), .entity("BRK.B"), .entity("a:b"),
            .entityTopic("A", topic: "legal"),
        ] {
            #expect(Stream(name: stream.name) == stream)
        }
        for name in ["", "markets", "topic:", "entity:", "company:ACME", "entity:#x", "entity:A#"] {
            #expect(Stream(name: name) == nil)
        }
    }

    @Test(arguments: [
        ("market", "market", true), ("topic:*", "topic:earnings", true), ("topic:*", "market", false),
        ("*", "entity:A", true), ("entity:A*C", "entity:ABC", true), ("entity:A*C", "entity:AC", true),
        ("entity:AB*BC", "entity:ABC", false), ("entity:*X*Z", "entity:AXBZ", true),
        ("entity:*X*Z", "entity:AZBX", false), ("entity:A", "entity:AB", false),
    ])
    func `A pattern stands for streams`(pattern: String, name: String, isMatch: Bool) throws {
        #expect(try #require(StreamPattern(pattern)).matches(name) == isMatch)
    }

    @Test func `A pattern that no stream can match is none`() {
        for text in ["", "sector:x", "sector:*", "entity:", "markets"] {
            #expect(StreamPattern(text) == nil, "\(text)")
        }
    }
}
