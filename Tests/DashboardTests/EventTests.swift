import Domain
import History
import Logging
import Serving
import SQLiteHistory
import Testing
import TestSupport

@testable import Dashboard

@Suite struct EventTests {
    private func store(_ alerts: [Alert], in scene: PageScene) async throws {
        var commit = Commit { _, _ in NoticeRoute(receivers: ["log"], isSilenced: false) }
        commit.notices = alerts
        try await scene.history.commit(commit)
    }

    private func hub(_ scene: PageScene) -> EventHub {
        EventHub(reader: scene.history, clock: scene.clock, logger: .init(label: "test"))
    }

    @Test func `A new notice reaches those who listen, with its number`() async throws {
        let scene = try await PageScene()
        let hub = hub(scene)
        var events = try #require(await hub.subscribe(after: nil)).makeAsyncIterator()
        #expect(await events.next()?.hasPrefix("retry: 5000\n") == true)
        try await store([.sample("b2", of: .market)], in: scene)
        await hub.look()
        let event = try #require(await events.next())
        #expect(event.hasPrefix("id: 2\nevent: alert\ndata: {"))
        #expect(event.contains("\"b2\""))
        #expect(event.hasSuffix("\n\n"))
    }

    @Test func `Who was away gets what was missed, once`() async throws {
        let scene = try await PageScene()
        let hub = hub(scene)
        try await store([.sample("b2"), .sample("b3")], in: scene)
        var events = try #require(await hub.subscribe(after: 1)).makeAsyncIterator()
        _ = await events.next()
        #expect(await events.next()?.hasPrefix("id: 2\n") == true)
        #expect(await events.next()?.hasPrefix("id: 3\n") == true)
        await hub.look()
        try await store([.sample("b4")], in: scene)
        await hub.look()
        #expect(await events.next()?.hasPrefix("id: 4\n") == true)
    }

    @Test func `Fifty pages may listen, and one that leaves makes room`() async throws {
        let scene = try await PageScene()
        let hub = hub(scene)
        var streams: [AsyncStream<String>] = []
        for _ in 0..<EventHub.listeners { streams.append(try #require(await hub.subscribe(after: nil))) }
        #expect(try await hub.subscribe(after: nil) == nil)
        let leaving = Task { [stream = streams[0]] in for await _ in stream {} }
        leaving.cancel()
        await leaving.value
        var place: AsyncStream<String>?
        for _ in 0..<1000 where place == nil {
            await Task.yield()
            place = try await hub.subscribe(after: nil)
        }
        #expect(place != nil)
    }

    @Test func `The 51st page is told so in words`() async throws {
        let scene = try await PageScene()
        var open: [WebResponse] = []
        for _ in 0..<EventHub.listeners { open.append(await scene.get("/events").response) }
        let refused = await scene.get("/events")
        #expect(refused.status == 503)
        #expect(refused.response.header("Retry-After") == "60")
        withExtendedLifetime(open) {}
    }
}
