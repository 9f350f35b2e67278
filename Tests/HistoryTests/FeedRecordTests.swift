import Domain
import History
import TestSupport
import Testing

@Suite struct FeedRecordTests {
    private static let now = Scene.now

    /// A poll after which the feed has a state since some hours ago.
    private static func poll(_ hoursAgo: Int, _ state: FeedState) -> Commit {
        let time = now - .seconds(3600 * hoursAgo)
        let cursor = FeedCursor(
            nextDue: time, condition: FeedCondition(state, since: time, evidence: "\(state.rawValue) it is"))
        return Scene.commit([], at: time, cursor: cursor)
    }

    private static func scene(_ store: HistoryUnderTest, _ states: [(Int, FeedState)]) async throws -> Scene {
        let scene = try await Scene(store)
        for (hours, state) in states { try await scene.history.commit(poll(hours, state)) }
        return scene
    }

    @Test(arguments: HistoryUnderTest.all)
    func `The changes of a feed's health are listed, the latest first`(store: HistoryUnderTest) async throws {
        let scene = try await Self.scene(store, [(9, .ok), (6, .ok), (3, .blocked)])
        let events = try await scene.history.feedEvents(of: "wire", limit: 9)
        #expect(
            events == [
                FeedEvent(at: Self.now - .seconds(10800), state: .blocked, evidence: "blocked it is"),
                FeedEvent(at: Self.now - .seconds(32400), state: .ok, evidence: "ok it is"),
            ])
        #expect(try await scene.history.feedEvents(of: "wire", limit: 1).count == 1)
        #expect(try await scene.history.feedEvents(of: "nowhere", limit: 9).isEmpty)
    }

    @Test(arguments: HistoryUnderTest.all)
    func `A feed is blind from one change to the next, within the span`(store: HistoryUnderTest)
        async throws
    {
        let scene = try await Self.scene(
            store, [(30, .ok), (20, .blocked), (18, .walled), (15, .ok), (10, .quiet), (5, .failing)])
        func hours(_ from: Int, _ to: Int) async throws -> [[Int]] {
            let span = Self.now - .seconds(3600 * from)..<Self.now - .seconds(3600 * to)
            let times = try await scene.history.blindTimes(of: nil, in: span)
            return times["wire"]?.map { range in
                [range.lowerBound, range.upperBound].map { Int((Self.now - $0) / .seconds(3600)) }
            } ?? []
        }
        #expect(try await hours(40, 0) == [[20, 15], [5, 0]])
        #expect(try await hours(19, 12) == [[19, 15]])
        #expect(try await hours(17, 16) == [[17, 16]])
        #expect(try await hours(14, 6) == [])
        #expect(try await hours(4, 1) == [[4, 1]])
        #expect(try await hours(40, 35) == [])
        let day = Self.now - .seconds(86400)..<Self.now
        #expect(try await scene.history.blindTimes(of: ["other"], in: day).isEmpty)
        #expect(try await scene.history.blindTimes(of: ["wire"], in: day)["wire"]?.count == 2)
        #expect(try await scene.history.blindTimes(of: nil, in: Self.now..<Self.now).isEmpty)
    }

    @Test(arguments: HistoryUnderTest.all)
    func `What a feed brought is counted hour by hour`(store: HistoryUnderTest) async throws {
        let scene = try await Scene(store)
        try await scene.commit([.sample(1), .sample(2), .sample(3, at: Self.now - .seconds(7200))])
        let hour = Instant(seconds: Self.now.milliseconds / 3_600_000 * 3600)
        func activity(_ span: Range<Instant>) async throws -> [(hour: Instant, items: Int)] {
            try await scene.history.feedActivity(of: "wire", in: span)
        }
        let day = try await activity(Self.now - .seconds(86400)..<Self.now + .seconds(1))
        #expect(day.map(\.hour) == [hour - .seconds(7200), hour])
        #expect(day.map(\.items) == [1, 2])
        #expect(try await activity(hour - .seconds(3600)..<hour).isEmpty)
        #expect(try await activity(Self.now..<Self.now + .seconds(1)).map(\.items) == [2])
    }
}
