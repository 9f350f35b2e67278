import Domain
import History
import Synchronization
import TestSupport
import Testing

/// What a store tells the route of a commit, and what it makes of the answer.
@Suite struct RoutingFactsTests {
    private static let now = Scene.now

    private final class Told: Sendable {
        let facts = Mutex<RoutingFacts?>(nil)
    }

    /// Commits a notice and returns what its route was told.
    private func facts(
        of notice: Alert, in scene: Scene, rankings: [AlertRanking] = [],
        route: NoticeRoute = NoticeRoute(receivers: ["log"], isSilenced: false)
    ) async throws -> RoutingFacts {
        let told = Told()
        var commit = Commit { _, facts in
            told.facts.withLock { $0 = facts }
            return route
        }
        commit.notices = [notice]
        commit.rankings = rankings
        try await scene.history.commit(commit)
        return try #require(told.facts.withLock { $0 })
    }

    @Test(arguments: HistoryUnderTest.all)
    func `A first notice has no earlier one, and a later one has the first`(store: HistoryUnderTest)
        async throws
    {
        let scene = try await Scene(store)
        let alert = Alert.sample("a1")
        let route = NoticeRoute(receivers: ["log", "pager"], isSilenced: true)
        #expect(try await facts(of: alert, in: scene, route: route).first == nil)
        let first = try await facts(of: alert.notice(1, .resolved), in: scene).first
        #expect(first == RoutingFacts.First(receivers: ["log", "pager"], isSilenced: true))
        #expect(try await facts(of: .sample("b1"), in: scene).first == nil)
    }

    @Test(arguments: HistoryUnderTest.all)
    func `A silenced notice stays in the history and reaches no sink`(store: HistoryUnderTest) async throws {
        let scene = try await Scene(store)
        _ = try await facts(
            of: .sample("a1"), in: scene, route: NoticeRoute(receivers: ["log"], isSilenced: true))
        #expect(try await scene.pending().isEmpty)
        #expect(try await scene.notices().map(\.isSilenced) == [true])
        #expect(try await scene.notices().map(\.pending) == [[]])
    }

    @Test(arguments: HistoryUnderTest.all)
    func `Silences in force are told to the millisecond`(store: HistoryUnderTest) async throws {
        let scene = try await Scene(store)
        _ = try await scene.history.silence(
            "entity:*", from: Self.now, until: Self.now + .seconds(2), by: "me", reason: nil)
        for (milliseconds, count) in [(-1, 0), (0, 1), (279, 1), (1999, 1), (2000, 0), (2900, 0)] {
            let alert = Alert.sample("a\(milliseconds)", at: Self.now + .milliseconds(milliseconds))
            let silences = try await facts(of: alert, in: scene).silences
            #expect(silences.count == count, "\(milliseconds) ms after its start")
        }
    }

    @Test(arguments: HistoryUnderTest.all)
    func `A ranking of the same commit mutes, and one that is stored goes on to`(store: HistoryUnderTest)
        async throws
    {
        let scene = try await Scene(store)
        var ranking = AlertRanking(alertID: "a1", at: Self.now, features: [1])
        ranking.isMuted = true
        #expect(try await facts(of: .sample("a1"), in: scene, rankings: [ranking]).isMuted)
        ranking.isMuted = false
        #expect(try await facts(of: .sample("a1"), in: scene, rankings: [ranking]).isMuted)
        #expect(try await facts(of: .sample("b1"), in: scene).isMuted == false)
    }

    @Test(arguments: HistoryUnderTest.all)
    func `A silence that is asked for meanwhile is told or comes after the commit`(store: HistoryUnderTest)
        async throws
    {
        let scene = try await Scene(store)
        let other = try await scene.reopened()
        for number in 0..<20 {
            let alert = Alert.sample("a\(number)", of: .topic("t\(number)"))
            async let silenced = other.silence(
                alert.stream.name, from: Self.now, until: Self.now + .seconds(60), by: "me", reason: nil)
            let facts = try await facts(of: alert, in: scene)
            // Either the commit saw the silence, or the silence saw the alert.
            let (silence, muted) = try await silenced
            #expect(facts.silences.contains(silence) != (muted == 1), "\(number)")
        }
    }
}
