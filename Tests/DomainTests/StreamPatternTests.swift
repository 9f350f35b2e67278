import Domain
import Testing

@Suite struct StreamPatternTests {
    @Test(arguments: [
        ("market", "market", true), ("topic:*", "topic:earnings", true), ("topic:*", "market", false),
        ("*", "entity:A", true), ("entity:A*C", "entity:ABC", true), ("entity:A*C", "entity:AC", true),
        ("entity:AB*BC", "entity:ABC", false), ("entity:*X*Z", "entity:AXBZ", true),
        ("entity:*X*Z", "entity:AZBX", false), ("entity:A", "entity:AB", false),
        ("source:*", "source:wire", true),
    ])
    func `A pattern matches streams`(pattern: String, name: String, isMatch: Bool) throws {
        #expect(try #require(StreamPattern(pattern)).matches(name) == isMatch)
    }

    @Test(arguments: ["", "sector:x", "sector:*", "entity:", "markets"])
    func `A pattern that no stream can match is refused`(text: String) {
        #expect(StreamPattern(text) == nil)
    }
}
