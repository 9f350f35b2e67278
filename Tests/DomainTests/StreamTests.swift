import Domain
import Testing

@Suite struct StreamTests {
    @Test func `A stream's name leads back to it`() {
        for stream in [Stream.market, .topic("earnings"), .entity("BRK.B"), .entity("a:b")] {
            #expect(Stream(name: stream.name) == stream)
        }
        for name in ["", "markets", "topic:", "entity:", "company:ACME"] {
            #expect(Stream(name: name) == nil)
        }
    }
}
