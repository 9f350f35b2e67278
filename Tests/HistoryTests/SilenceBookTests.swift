import Domain
import History
import TestSupport
import Testing

@Suite struct SilenceBookTests {
    private static let now = Scene.now

    @Test(arguments: HistoryUnderTest.all)
    func `A silence is listed until it ends, and ends once`(store: HistoryUnderTest) async throws {
        let scene = try await Scene(store)
        let end = Self.now + .milliseconds(60_279)
        let (silence, _) = try await scene.history.silence(
            "entity:*", from: Self.now - .milliseconds(1), until: end, by: "me", reason: "earnings")
        #expect(try await scene.history.silences(at: end - .milliseconds(1)) == [silence])
        #expect(try await scene.history.silences(at: end).isEmpty)
        #expect(try await scene.history.endSilence(silence.id, at: Self.now))
        #expect(try await scene.history.endSilence(silence.id, at: Self.now) == false)
        #expect(try await scene.history.endSilence(99, at: Self.now) == false)
        #expect(try await scene.history.silences(at: Self.now).isEmpty)
    }

    @Test(arguments: HistoryUnderTest.all)
    func `A new silence counts the alerts of 30 days that it would have kept from the sinks`(
        store: HistoryUnderTest
    ) async throws {
        let scene = try await Scene(store)
        let alerts: [Alert] = [
            .sample("a", at: Self.now - .seconds(31 * 86400)), .sample("b"), .sample("c", of: .topic("x")),
            .sample("d", of: .entityTopic("ACME", topic: "legal")),
        ]
        try await scene.store(alerts + [alerts[1].notice(1, .resolved)])
        for (streams, count) in [
            ("entity:*", 2), ("entity:ACME", 1), ("topic:x", 1), ("market", 0), ("*", 3),
        ] {
            let (_, muted) = try await scene.history.silence(
                streams, from: Self.now, until: Self.now + .seconds(60), by: "me", reason: nil)
            #expect(muted == count, "\(streams)")
        }
    }

    @Test(arguments: HistoryUnderTest.all)
    func `Silences that have ended are listed, the latest first`(store: HistoryUnderTest) async throws {
        let scene = try await Scene(store)
        for minutes in [30, 10, 20, -5] {
            _ = try await scene.history.silence(
                "market", from: Self.now - .seconds(3600), until: Self.now - .seconds(60 * minutes), by: "me",
                reason: "\(minutes)")
        }
        func ended(_ from: Int, _ to: Int) async throws -> [String?] {
            try await scene.history.endedSilences(
                in: Self.now - .seconds(60 * from)..<Self.now - .seconds(60 * to)
            ).map(\.reason)
        }
        #expect(try await ended(60, 0) == ["10", "20", "30"])
        #expect(try await ended(20, 10) == ["20"])
        #expect(try await ended(5, 0).isEmpty)
    }
}
