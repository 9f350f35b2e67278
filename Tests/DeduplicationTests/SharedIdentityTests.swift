import Domain
import Testing

@testable import Deduplication

@Suite struct SharedIdentityTests {
    private static let now = Instant(seconds: 1_795_426_200)

    private static func entries(id: String?, links: Bool = true) -> [Entry] {
        (1...3).map {
            Entry(
                id: id, title: "Story \($0)", link: links ? "https://p.example/\($0)" : "https://p.example/",
                published: .instant(now - .seconds(60 * $0)))
        }
    }

    private func identified(
        _ entries: [Entry], shared: [String] = [], known: [String: String] = [:]
    ) async throws -> Identified {
        var memory = Memory(keys: Set(known.keys))
        memory.titles = known
        let arrival = Arrival(feed: "f", at: Self.now, isBacklog: false, sharedKeys: shared)
        return try await identify(entries, of: arrival, known: memory)
    }

    @Test(arguments: ["N/A", "none", "0", "https://p.example/", "2026-11-25"])
    func `An id that several entries share is no identity`(id: String) async throws {
        let found = try await identified(Self.entries(id: id))
        #expect(found.entries.map(\.key) == (1...3).map { "link:https://p.example/\($0)" })
        #expect(found.sharedKeys == ["guid:\(id)"])
    }

    @Test(arguments: ["N/A", nil]) func `A shared link is none either; title and date remain`(
        id: String?
    ) async throws {
        let entries = Self.entries(id: id, links: false)
        let found = try await identified(entries)
        #expect(found.entries.count == 3)
        #expect(found.sharedKeys.last == "link:https://p.example/")
        let again = try await identified([entries[1]], shared: found.sharedKeys)
        #expect(again.entries.map(\.key) == [found.entries[1].key])
    }

    @Test func `An entry keeps its identity when its id is shared no more`() async throws {
        let entries = Self.entries(id: "story")
        let first = try await identified(entries)
        let next = try await identified([entries[2]], shared: first.sharedKeys)
        #expect(next.entries.map(\.key) == [first.entries[2].key])
        #expect(
            try await identified([Self.entries(id: "n/a")[0]]).entries[0].key == "link:https://p.example/1")
    }

    @Test func `What was stored under a shared id is not stored again, and is no edit`() async throws {
        let known = ["guid:N/A": "Story 2"]
        let found = try await identified(Self.entries(id: "N/A"), known: known)
        #expect(found.entries.map(\.title) == ["Story 1", "Story 3"])
        #expect(found.edits.isEmpty)
    }

    @Test func `A revision beside its entry is not another entry`() async throws {
        let found = try await identified([
            Entry(id: "1", title: "Acme warns", link: "l", published: .instant(Self.now)),
            Entry(
                id: "1", title: "Acme warns on profit", link: "l", published: .instant(Self.now),
                updated: .instant(Self.now)),
            Entry(id: "2", title: "Same", link: "l?from=a"), Entry(id: "2", title: "Same", link: "l?from=b"),
        ])
        #expect(found.entries.map(\.key) == ["guid:1", "guid:2"])
        #expect(found.sharedKeys.isEmpty)
    }

    @Test func `A feed's memory of shared ids is bounded`() {
        #expect(remembered((0..<1000).map { "guid:\($0)" }).count == 64)
        #expect(remembered(["guid:" + String(repeating: "x", count: 2000)]).isEmpty)
    }
}
