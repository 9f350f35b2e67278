import Domain
import Logging
import Loopback
import Synchronization
import TestSupport
import Testing
import Transport

@testable import WebSub

@Suite struct PushSubscriptionsTests {
    private static let now = Instant(seconds: 1_795_426_200)

    /// A daemon's subscriptions at a hub, and the form that the hub was sent.
    private struct Subscribed {
        let subscriptions: PushSubscriptions
        let form: [String: String]
        let wakes: PushWakes
    }

    private func subscribed(_ clock: ManualClock) async throws -> Subscribed {
        let (forms, sent) = AsyncStream.makeStream(of: String.self)
        let hub = try LoopbackServer { request in
            sent.yield(String(decoding: request.body, as: UTF8.self))
            return LoopbackResponse(202)
        }
        let client = HTTPClient()
        defer {
            client.stop()
            hub.stop()
        }
        var feed = Feed(
            id: "wire", title: "Wire", url: "http://127.0.0.1/wire", kind: .news, interval: .seconds(600))
        feed.allowsPrivate = true
        let wakes = PushWakes()
        let subscriptions = PushSubscriptions(
            callback: "https://news.example.com/bw", feeds: [feed], client: client, clock: clock,
            userAgent: "x", wakes: wakes, logger: Logger(label: "test") { _ in SwiftLogNoOpLogHandler() })
        subscriptions.note(PushHub(url: hub.url("/"), topic: "topic"), of: feed)
        let work = Task { await subscriptions.run() }
        var all = forms.makeAsyncIterator()
        let form = try #require(await all.next())
        work.cancel()
        return Subscribed(subscriptions: subscriptions, form: parametersByName(form), wakes: wakes)
    }

    @Test func `A subscription names the topic and an address of its own`() async throws {
        let form = try await subscribed(ManualClock(Self.now)).form
        #expect(form["hub.mode"] == "subscribe")
        #expect(form["hub.topic"] == "topic")
        #expect(form["hub.callback"]?.hasPrefix("https://news.example.com/bw/") == true)
    }

    @Test func `Only what was asked for is verified`() async throws {
        let subscribed = try await subscribed(ManualClock(Self.now))
        let token = try #require(subscribed.form["hub.callback"]?.split(separator: "/").last)
        func ask(_ query: String) -> HubResponse {
            subscribed.subscriptions.respond(method: "GET", target: "/bw/\(token)?\(query)")
        }
        #expect(
            ask("hub.mode=subscribe&hub.topic=topic&hub.challenge=a%20b")
                == HubResponse(200, body: Array("a b".utf8)))
        #expect(ask("hub.mode=subscribe&hub.topic=other&hub.challenge=a").status == 404)
        #expect(ask("hub.mode=unsubscribe&hub.topic=topic&hub.challenge=a").status == 404)
        #expect(ask("hub.mode=subscribe&hub.topic=topic").status == 404)
        #expect(subscribed.subscriptions.respond(method: "POST", target: "/bw/guessed").status == 404)
        #expect(subscribed.subscriptions.respond(method: "PUT", target: "/bw/\(token)").status == 405)
    }

    @Test func `A push wakes its feed`() async throws {
        let clock = ManualClock(Self.now)
        let subscribed = try await subscribed(clock)
        let token = try #require(subscribed.form["hub.callback"]?.split(separator: "/").last)
        let wakes = subscribed.wakes
        let sleeper = Task {
            try await wakes.sleep("wire", until: Self.now + .seconds(600), clock: clock)
        }
        // Until the sleeper is there, pushes come to nothing.
        await clock.advance(to: Self.now + .seconds(1))
        #expect(subscribed.subscriptions.respond(method: "POST", target: "/bw/\(token)").status == 202)
        #expect(try await sleeper.value)
    }
}
