import Domain
import History
import TestSupport
import Testing

@Suite struct EntityBookTests {
    private static let now = Scene.now

    private func entity(_ name: String, symbol: String? = nil, stories: Int = 2) -> DiscoveredEntity {
        var entity = DiscoveredEntity(
            key: name.lowercased(), name: name, firstSeen: Self.now - .seconds(86400))
        entity.symbol = symbol
        entity.stories = stories
        entity.weight = Double(stories) * 0.75
        entity.evidence = 3.5
        entity.doubts = 0.25
        entity.sources = ["a.example", "b.example"]
        entity.lastSeen = Self.now
        return entity
    }

    private func store(_ entities: [DiscoveredEntity], forgetting: [String] = [], in scene: Scene)
        async throws
    {
        var commit = Commit { _, _ in NoticeRoute(receivers: [], isSilenced: false) }
        commit.discovered = entities
        commit.forgottenNames = forgetting
        try await scene.history.commit(commit)
    }

    @Test(arguments: HistoryUnderTest.all)
    func `What was counted of names survives, changes and is forgotten with the commit`(
        store: HistoryUnderTest
    ) async throws {
        let scene = try await Scene(store)
        let (first, second) = (entity("Zembla"), entity("Frobozz", symbol: "Frobozz"))
        try await self.store([first, second], in: scene)
        var stored = try await scene.reopened().discoveredEntities()
        #expect(stored.sorted { $0.key < $1.key } == [second, first])
        var changed = first
        changed.stories = 9
        try await self.store([changed], forgetting: ["frobozz"], in: scene)
        stored = try await scene.history.discoveredEntities()
        #expect(stored == [changed])
    }

    @Test(arguments: HistoryUnderTest.all)
    func `A name with a stream is known as an entity, unless a catalogue names it`(
        store: HistoryUnderTest
    ) async throws {
        let scene = try await Scene(store)
        try await self.store(
            [entity("Frobozz", symbol: "FRBZ"), entity("Acme Works", symbol: "ACME")], in: scene)
        let names = try await scene.history.entities().map { [$0.symbol, $0.name] }
        #expect(names == [["ACME", "Acme"], ["FRBZ", "Frobozz"]])
    }

    @Test(arguments: HistoryUnderTest.all)
    func `The last word on a name counts`(store: HistoryUnderTest) async throws {
        let scene = try await Scene(store)
        func choice(_ kind: EntityChoice.Kind, _ symbol: String? = nil) -> EntityChoice {
            var choice = EntityChoice(
                key: "zembla", name: "Zembla", kind: kind, symbol: symbol, by: "ann", at: Self.now)
            choice.reason = symbol == nil ? nil : "its maker"
            return choice
        }
        try await scene.history.choose(choice(.accepted))
        try await scene.history.choose(choice(.merged, "ACME"))
        let choices = try await scene.reopened().choices(of: ["zembla", "other"])
        #expect(choices == ["zembla": choice(.merged, "ACME")])
        #expect(try await scene.history.choices(of: []).isEmpty)
        #expect(try await scene.history.choices(of: nil) == choices)
    }

    @Test(arguments: HistoryUnderTest.all)
    func `Names are listed with what people said, the most told first`(store: HistoryUnderTest) async throws {
        let scene = try await Scene(store)
        try await self.store(
            [
                entity("Zembla", stories: 3), entity("Frobozz", symbol: "FRBZ", stories: 5),
                entity("Once", stories: 1), entity("Fan Club", symbol: "Fan Club", stories: 4),
            ], in: scene)
        for (key, kind) in [("fan club", EntityChoice.Kind.ignored), ("never told", .accepted)] {
            try await scene.history.choose(
                EntityChoice(key: key, name: key, kind: kind, by: "ann", at: Self.now))
        }
        let all = try await scene.history.entityRecords(.init())
        #expect(all.map(\.name) == ["Frobozz", "Fan Club", "Zembla", "never told"])
        #expect(all.map(\.status) == [.watched, .ignored, .candidate, .accepted])
        #expect(all.map(\.symbol) == ["FRBZ", nil, nil, nil] && all.map(\.link) == ["FRBZ", nil, nil, nil])
        #expect(all.map(\.by) == [nil, "ann", nil, "ann"])
        #expect(all[0].sources == ["a.example", "b.example"] && all[0].lastSeen == Self.now)
        #expect(all[3].stories == 0 && all[3].firstSeen == nil)
        func names(_ status: EntityRecord.Status?, _ text: String? = nil, limit: Int = 9) async throws
            -> [String]
        {
            try await scene.history.entityRecords(.init(status: status, text: text, limit: limit)).map(\.name)
        }
        #expect(try await names(.candidate) == ["Zembla", "Once"])
        #expect(try await names(nil, "CLUB") == ["Fan Club"])
        #expect(try await names(nil, "%").isEmpty)
        #expect(try await names(nil, limit: 1) == ["Frobozz"])
    }

    @Test(arguments: HistoryUnderTest.all)
    func `A list adds to what earlier lists said of a symbol`(store: HistoryUnderTest) async throws {
        let scene = try await Scene(store)
        let first = [
            Listing(symbol: "A", name: "Agilent", short: "Agilent", cik: 7),
            Listing(symbol: "B", name: "Beta", isFund: true),
        ]
        #expect(try await scene.history.importListings(first, at: Self.now) == 2)
        let second = [
            Listing(symbol: "A", name: "Agilent Inc", exchange: "N"), Listing(symbol: "C", name: "Gamma"),
        ]
        #expect(try await scene.history.importListings(second, at: Self.now) == 1)
        #expect(
            try await scene.reopened().listings() == [
                Listing(symbol: "A", name: "Agilent Inc", short: "Agilent", exchange: "N", cik: 7), first[1],
                second[1],
            ])
    }
}
