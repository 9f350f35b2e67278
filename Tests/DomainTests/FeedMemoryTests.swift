import Domain
import FoundationEssentials
import Testing

/// What databases of earlier versions hold is read, and written under the same names.
@Suite struct FeedMemoryTests {
    @Test func `The stored names stay as they are`() throws {
        var memory = FeedMemory()
        memory.arrivalRate.emptyBodies = 3
        memory.arrivalRate.shortBodies = 2
        let line = try jsonLine(memory)
        #expect(line.contains("\"rhythm\":{") && line.contains("\"barren\":3") && line.contains("\"thin\":2"))
        #expect(try JSONDecoder().decode(FeedMemory.self, from: Data(line.utf8)) == memory)
    }

    @Test func `States have the names that databases and scripts know`() {
        #expect(
            FeedState.allCases.map(\.rawValue) == [
                "ok", "quiet", "stale", "frozen", "thinning", "blocked", "walled", "malformed", "moved",
                "gone",
                "unauthorised", "rate-limited", "failing",
            ])
    }
}
