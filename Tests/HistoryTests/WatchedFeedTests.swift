import Domain
import History
import TestSupport
import Testing

@Suite struct WatchedFeedTests {
    private static let now = Scene.now

    @Test(arguments: HistoryUnderTest.all)
    func `A feed that is in no catalogue any more is not told about until it is back`(
        store: HistoryUnderTest
    ) async throws {
        let scene = try await Scene(store)
        let history = scene.history
        try await scene.commit([])
        var other = Feed.sample()
        other.id = "other"
        func told() async throws -> [String] { try await history.feedHealth(at: Self.now).map(\.id) }
        func counted() async throws -> Int { try await history.status().feeds.values.reduce(0, +) }
        try await history.register([(.sample(), Self.now), (other, Self.now)], entities: [])
        #expect(try await told() == ["other", "wire"])
        #expect(try await counted() == 2)
        try await history.watchOnly(["other"])
        #expect(try await told() == ["other"])
        #expect(try await counted() == 1)
        #expect(try await !history.streams().contains("source:wire"))
        #expect(try await history.cursor(of: "wire")?.etag == "\"1\"", "what is known of it stays")
        try await history.register([(.sample(), Self.now)], entities: [])
        #expect(try await told() == ["other", "wire"])
        #expect(try await history.cursor(of: "wire")?.etag == "\"1\"")
    }

    @Test(arguments: HistoryUnderTest.all)
    func `The streams and entities that there were are known by name`(store: HistoryUnderTest) async throws {
        let scene = try await Scene(store)
        try await scene.store([.sample("a1", of: .entityTopic("ACME", topic: "fraud"))])
        var commit = Scene.commit([])
        commit.states = [DetectorState(name: "topic:fraud", json: "{}")]
        try await scene.history.commit(commit)
        let streams = try await scene.history.streams()
        #expect(Set(streams) == ["entity:ACME#fraud", "topic:fraud", "source:wire"])
        #expect(
            try await scene.history.entities()
                == [Entity(symbol: "ACME", name: "Acme", aliases: ["Acme \"A\" Corp"])])
    }
}
