import Classification
import Domain
import GRDB
import History
import Mentions
import SQLiteHistory
import TestSupport
import Testing

@testable import Monitoring

/// Companies that no catalogue lists, from the answers of feeds to the history.
@Suite struct DiscoveredEntityTests {
    private static let start = Instant(seconds: 1_795_426_200)
    private let folder: TemporaryFolder
    private var path: String { "\(folder.path)/history.db" }

    init() throws { folder = try TemporaryFolder() }

    /// Takes each title's first word for a company's name.
    private struct FirstWords: Assessor {
        let model = "test"

        func assess(_ titles: [String]) async -> [TextAssessment] {
            var texts = await WordListAssessor([]).assess(titles)
            for (place, title) in titles.enumerated() {
                let name = title.split(separator: " ").first.map(String.init) ?? ""
                let mention = Mention(name: name, symbol: nil, words: 0..<1, relevance: 1)
                texts[place].entities.append(
                    AssessedEntity(mention, answers: texts[place].assessment.answers))
                texts[place].unlisted = [UnlistedName(name: name, kind: .organization, evidence: 3)]
            }
            return texts
        }
    }

    private func world(_ listings: [Listing] = []) async throws -> FedPipeline {
        try await FedPipeline(
            path, since: Self.start, assessor: FirstWords(), listed: ListedNames(listings))
    }

    private func tell(_ title: String, in feed: Int, hour: Int, to world: inout FedPipeline) async {
        let now = Self.start + .seconds(86400 * 2 + 3600 * hour)
        world.publish([.init(title: title, date: nil, guid: title)], in: feed)
        await world.poll(feed, at: now)
    }

    private func warmed(_ listings: [Listing] = []) async throws -> FedPipeline {
        var world = try await world(listings)
        for feed in 0..<3 { await world.poll(feed, at: Self.start) }
        return world
    }

    private func mentions() throws -> [String] {
        try DatabaseQueue(path: path).read {
            try String.fetchAll($0, sql: "SELECT symbol || ': ' || title FROM v_mentions ORDER BY id")
        }
    }

    @Test func `A name of three stories and two sources has mentions and a stream, also after a restart`()
        async throws
    {
        do {
            var world = try await warmed()
            await tell("Zembla warns of loss", in: 0, hour: 0, to: &world)
            await tell("Zembla plunges", in: 1, hour: 1, to: &world)
            #expect(try mentions().isEmpty)
        }
        var world = try await world()
        await tell("Zembla faces probe over its accounts", in: 2, hour: 2, to: &world)
        await tell("Zembla's chief quits", in: 0, hour: 3, to: &world)
        #expect(
            try mentions() == [
                "Zembla: Zembla faces probe over its accounts", "Zembla: Zembla's chief quits",
            ])
        let streams = try await world.history.detectorStates().map(\.name)
        #expect(streams.contains("entity:Zembla"))
        #expect(try await world.history.entities().contains { $0.symbol == "Zembla" && $0.name == "Zembla" })
        let record = try #require(try await world.history.entityRecords(.init()).first)
        #expect(record.status == .watched && record.stories == 4 && record.sources == ["a", "b", "c"])
    }

    @Test func `A name goes by the symbol of the listed company, and alerts call it by its name`()
        async throws
    {
        var world = try await warmed([Listing(symbol: "ZMB", name: "Zembla Corp")])
        for (hour, feed) in [0, 1, 2, 0].enumerated() {
            await tell(
                "Zembla \(["warns", "plunges", "defaults", "cuts jobs"][hour])", in: feed, hour: hour,
                to: &world)
        }
        #expect(try mentions().allSatisfy { $0.hasPrefix("ZMB: ") } && mentions().count == 2)
    }

    @Test func `What people say of a name counts while the daemon runs`() async throws {
        var world = try await warmed()
        func say(_ kind: EntityChoice.Kind, _ symbol: String? = nil) async throws {
            try await world.history.choose(
                EntityChoice(
                    key: "zembla", name: "Zembla", kind: kind, symbol: symbol, by: "ann", at: Self.start))
        }
        await tell("Zembla opens a shop", in: 0, hour: 0, to: &world)
        try await say(.accepted)
        await tell("Zembla opens a second shop in Paris", in: 0, hour: 1, to: &world)
        try await say(.merged, "ACME")
        await tell("Zembla rises on strong demand for toys", in: 0, hour: 2, to: &world)
        try await say(.ignored)
        await tell("Zembla names a finance chief after a long search", in: 1, hour: 3, to: &world)
        #expect(
            try mentions() == [
                "Zembla: Zembla opens a second shop in Paris", "ACME: Zembla rises on strong demand for toys",
            ])
    }

    @Test func `A poll that cannot be stored counts nothing`() async throws {
        var world = try await warmed()
        for (hour, feed) in [0, 1].enumerated() {
            await tell("Zembla \(["warns", "plunges"][hour])", in: feed, hour: hour, to: &world)
        }
        try await DatabaseQueue(path: path).write {
            try $0.execute(
                sql: "CREATE TRIGGER fail BEFORE INSERT ON item BEGIN SELECT RAISE(ABORT, 'full'); END")
        }
        await tell("Zembla defaults", in: 2, hour: 2, to: &world)
        try await DatabaseQueue(path: path).write { try $0.execute(sql: "DROP TRIGGER fail") }
        #expect(try await world.history.discoveredEntities().map(\.stories) == [2])
        await tell("Zembla cuts jobs", in: 0, hour: 3, to: &world)
        #expect(try mentions() == ["Zembla: Zembla cuts jobs"])
    }
}
