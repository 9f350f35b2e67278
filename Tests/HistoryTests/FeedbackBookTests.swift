import Domain
import History
import TestSupport
import Testing

@Suite struct FeedbackBookTests {
    private static let now = Scene.now

    private func feedback(_ kind: Feedback.Kind, until: Instant? = nil) -> Feedback {
        var feedback = Feedback(kind: kind, by: "me", reason: "why", at: Self.now + .milliseconds(279))
        feedback.until = until
        return feedback
    }

    @Test(arguments: HistoryUnderTest.all)
    func `Feedback is kept with the alert, by its id or its first letters`(store: HistoryUnderTest)
        async throws
    {
        let scene = try await Scene(store)
        let history = scene.history
        try await scene.store([.sample("abc1"), .sample("abd2"), .sample("abd")])
        let alert = try await history.add(feedback(.acknowledged), toAlert: "abc")
        #expect(alert?.id == "abc1")
        #expect(alert?.stream == .entity("ACME"))
        try await history.add(feedback(.dismissed), toAlert: "abd")
        try await history.add(feedback(.dismissed), toAlert: "abc1")
        let stored = try await scene.notices().map(\.feedback)
        #expect(stored.map { $0.map(\.kind) } == [[.dismissed, .acknowledged], [], [.dismissed]])
        #expect(stored[0][1] == feedback(.acknowledged), "nothing of it is lost")
        for (id, isAmbiguous) in [("x", false), ("ab", true), ("", true)] {
            let error = await #expect(throws: HistoryError.self) {
                try await history.add(feedback(.dismissed), toAlert: id)
            }
            guard case .unknownAlert(_, id, isAmbiguous) = error else {
                Issue.record("\(String(describing: error))")
                continue
            }
        }
    }

    @Test(arguments: HistoryUnderTest.all)
    func `An acknowledgement holds until its time, or until the alert is resolved, escalates or is dismissed`(
        store: HistoryUnderTest
    ) async throws {
        let scene = try await Scene(store)
        let history = scene.history
        let all = ["timed", "ended", "raised", "dismissed", "held"]
        try await scene.store(all.map { .sample($0) })
        try await history.add(
            feedback(.acknowledged, until: Self.now + .seconds(3600)), toAlert: "timed")
        for id in all.dropFirst() { try await history.add(feedback(.acknowledged), toAlert: id) }
        #expect(try await history.acknowledged(at: Self.now) == Set(all))
        try await scene.store([
            Alert.sample("ended").notice(1, .resolved), Alert.sample("raised").notice(1, .firing),
        ])
        try await history.add(feedback(.dismissed), toAlert: "dismissed")
        #expect(try await history.dismissed() == ["dismissed"])
        try await history.add(feedback(.dismissed), toAlert: "ended")
        #expect(try await history.dismissed() == ["dismissed"], "what has ended is not open")
        #expect(try await history.acknowledged(at: Self.now) == ["timed", "held"])
        #expect(
            try await history.acknowledged(at: Self.now + .milliseconds(3_599_999)) == ["timed", "held"])
        #expect(try await history.acknowledged(at: Self.now + .seconds(3600)) == ["held"])
        try await history.add(feedback(.acknowledged), toAlert: "raised")
        #expect(try await history.acknowledged(at: Self.now) == ["timed", "held", "raised"])
        let stored = try await scene.notices(at: Self.now + .seconds(3600))
        #expect(
            stored.filter(\.isAcknowledged).count == 3, "both notices of the raised one, and the held one")
        #expect(stored.first?.feedback.first?.until == Self.now + .seconds(3600))
    }

    @Test(arguments: HistoryUnderTest.all)
    func `Who takes feedback back in time leaves what was said before`(store: HistoryUnderTest) async throws {
        let scene = try await Scene(store)
        let history = scene.history
        try await scene.store([.sample("abc")])
        func said(_ kind: Feedback.Kind, by person: String, _ seconds: Int) async throws -> Feedback {
            let feedback = Feedback(
                kind: kind, by: person, reason: nil, at: Self.now + .seconds(seconds))
            try await history.add(feedback, toAlert: "abc")
            return feedback
        }
        let first = try await said(.acknowledged, by: "ann", 0)
        let other = try await said(.acknowledged, by: "bob", 10)
        let last = try await said(.dismissed, by: "ann", 20)
        func withdraw(since seconds: Int, by person: String = "ann") async throws -> Feedback? {
            try await history.withdrawFeedback(
                by: person, fromAlert: "ab", since: Self.now + .seconds(seconds))
        }
        #expect(try await withdraw(since: 21) == nil, "too late")
        #expect(try await withdraw(since: 0, by: "eve") == nil)
        #expect(try await withdraw(since: 20) == last)
        #expect(try await scene.notices().first?.feedback == [other, first])
        #expect(try await withdraw(since: 1) == nil, "what was said before was said too early")
        #expect(try await history.acknowledged(at: Self.now) == ["abc"])
        let error = await #expect(throws: HistoryError.self) {
            try await history.withdrawFeedback(by: "ann", fromAlert: "x", since: Self.now)
        }
        guard case .unknownAlert = error else {
            Issue.record("\(String(describing: error))")
            return
        }
    }
}
