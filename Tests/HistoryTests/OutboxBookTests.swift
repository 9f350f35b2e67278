import Domain
import History
import TestSupport
import Testing

@Suite struct OutboxBookTests {
    private static let now = Scene.now

    @Test(arguments: HistoryUnderTest.all)
    func `Notices are handed on in their sequence, also within a second`(store: HistoryUnderTest) async throws
    {
        let scene = try await Scene(store)
        // The first is given on the full second, where a text without milliseconds would sort behind the
        // next.
        let first = Alert.sample("b1", at: Self.now)
        let second = first.next(at: Self.now + .milliseconds(279))
        let third = second.next(at: Self.now + .milliseconds(558))
        try await scene.store([first, second, third, .sample("a1")])
        #expect(try await scene.pending() == ["b1 0", "b1 1", "b1 2", "a1 0"])
    }

    @Test(arguments: HistoryUnderTest.all)
    func `Alerts are handed on in the order in which they were first seen`(store: HistoryUnderTest)
        async throws
    {
        let scene = try await Scene(store)
        try await scene.store([.sample("b1", at: Self.now + .seconds(60))])
        try await scene.store([.sample("a1", at: Self.now)])
        try await scene.store([Alert.sample("b1", at: Self.now + .seconds(60)).notice(1, .resolved)])
        #expect(try await scene.pending() == ["b1 0", "b1 1", "a1 0"])
    }

    @Test(arguments: HistoryUnderTest.all)
    func `A delivered notice is gone for its sink alone`(store: HistoryUnderTest) async throws {
        let scene = try await Scene(store)
        try await scene.store(
            [.sample("a1"), Alert.sample("a1").notice(1, .resolved)], to: ["log", "desk"])
        let notices = try await scene.history.pendingNotices(sink: "log", at: Self.now)
        #expect(notices.map(\.sequence) == [0, 1])
        try await scene.history.markDelivered(notices[0], sink: "log")
        #expect(try await scene.pending() == ["a1 1"])
        #expect(try await scene.pending("desk") == ["a1 0", "a1 1"])
    }

    @Test(arguments: HistoryUnderTest.all)
    func `A failed delivery waits, holds up those of its stream, dies, and is revived`(
        store: HistoryUnderTest
    ) async throws {
        let scene = try await Scene(store)
        try await scene.store(
            [.sample("a1"), .sample("b1"), .sample("c1", of: .entity("OTHER"))], to: ["log", "desk"])
        let notice = try #require(try await scene.history.pendingNotices(sink: "desk", at: Self.now).first)
        try await scene.history.markFailed(
            notice, sink: "desk", reason: "the server answered 503", next: Self.now + .seconds(60))
        #expect(try await scene.pending("desk") == ["c1 0"])
        #expect(try await scene.pending("desk", at: Self.now + .seconds(60)) == ["a1 0", "b1 0", "c1 0"])
        #expect(try await scene.pending("log").count == 3)
        try await scene.history.markFailed(notice, sink: "desk", reason: "again", next: nil)
        #expect(try await scene.pending("desk") == ["b1 0", "c1 0"])
        #expect(
            try await scene.history.backlogs() == [
                SinkBacklog(sink: "desk", waiting: 2, dead: 1, attempts: 2, lastError: "again"),
                SinkBacklog(sink: "log", waiting: 3, dead: 0, attempts: 0, lastError: nil),
            ])
        let pending = try await scene.notices().first?.pending
        #expect(
            pending?.first == PendingDelivery(sink: "desk", attempts: 2, isDead: true, lastError: "again"))
        #expect(try await scene.history.retryDeliveries() == 1)
        #expect(try await scene.pending("desk") == ["a1 0", "b1 0", "c1 0"])
    }

    @Test(arguments: HistoryUnderTest.all)
    func `A sink's open alerts are their latest notices, until they end`(store: HistoryUnderTest)
        async throws
    {
        let scene = try await Scene(store)
        let first = Alert.sample("a1", at: Self.now)
        let second = first.next(at: Self.now + .seconds(60))
        try await scene.store([first, second, .sample("b1", at: Self.now)], to: ["log", "am"])
        try await scene.store([.sample("c1")], to: ["log"])
        var commit = Commit { _, _ in NoticeRoute(receivers: ["am"], isSilenced: true) }
        commit.notices = [.sample("d1")]
        try await scene.history.commit(commit)
        func open(_ sink: String) async throws -> [String] {
            try await scene.reopened().openNotices(sink: sink).map { "\($0.alertID) \($0.sequence)" }
        }
        #expect(try await open("am") == ["a1 1", "b1 0"])
        #expect(try await open("a") == [])
        let notice = try #require(try await scene.history.openNotices(sink: "am").first)
        #expect(notice.firedAt == Self.now)
        #expect(notice.stream == "entity:ACME")
        var over = second.next(at: Self.now + .seconds(120))
        over.state = .resolved
        try await scene.store([over], to: ["log", "am"])
        #expect(try await open("am") == ["b1 0"])
    }
}
