import Domain
import Foundation
import Logging
import Loopback
import Synchronization
import TestSupport
import Testing
import Transport

@testable import Alerting

@Suite struct AlertmanagerTests {
    private static let now = Instant(seconds: 1_795_426_200)

    /// An outbox in which alerts are open and nothing else waits.
    private struct Open: Outbox {
        let notices: [Notice]

        func pendingNotices(sink: String, at now: Instant) -> [Notice] { [] }
        func markDelivered(_ notice: Notice, sink: String) {}
        func markFailed(_ notice: Notice, sink: String, reason: String, next: Instant?) {}
        func openNotices(sink: String) -> [Notice] { notices }
    }

    /// What an Alertmanager was posted.
    private final class Alertmanager: Sendable {
        let requests: Requests
        let server: LoopbackServer

        final class Requests: Sendable { let all = Mutex<[LoopbackRequest]>([]) }

        init(status: Int = 200) throws {
            let requests = Requests()
            self.requests = requests
            server = try LoopbackServer { request in
                requests.all.withLock { $0.append(request) }
                return LoopbackResponse(status)
            }
        }

        deinit { server.stop() }

        func alerts() throws -> [[[String: Any]]] {
            try requests.all.withLock { $0 }.map {
                try #require(
                    try JSONSerialization.jsonObject(with: Data($0.body)) as? [[String: Any]])
            }
        }
    }

    private func sink(_ receiver: Alertmanager, path: String = "", clock: ManualClock, client: HTTPClient)
        -> AlertmanagerSink
    {
        AlertmanagerSink(
            id: "am", secret: nil,
            post: WebhookPost(
                url: receiver.server.url(path), client: client, userAgent: "test", clock: clock))
    }

    private func notice(_ alert: Alert, firedAt: Instant? = nil) throws -> Notice {
        Notice(
            alertID: alert.id, sequence: alert.sequence, body: try jsonLine(AlertRecord(alert)),
            stream: alert.stream.name, firedAt: firedAt ?? alert.at)
    }

    @Test(arguments: [
        ("", "/api/v2/alerts"), ("/", "/api/v2/alerts"), ("/api/v2/alerts", "/api/v2/alerts"),
        ("/prefix/api/v2/alerts", "/prefix/api/v2/alerts"),
    ])
    func `The base address of an Alertmanager is enough`(path: String, target: String) async throws {
        let receiver = try Alertmanager()
        let client = HTTPClient()
        defer { client.stop() }
        try await sink(receiver, path: path, clock: ManualClock(Self.now), client: client).deliver(
            try notice(.sample(at: Self.now)))
        #expect(receiver.requests.all.withLock { $0.map(\.target) } == [target])
    }

    @Test func `A firing alert ends a few minutes ahead, and a resolved one when it did`() async throws {
        let receiver = try Alertmanager()
        let client = HTTPClient()
        defer { client.stop() }
        let clock = ManualClock(Self.now + .seconds(7200))
        let sink = sink(receiver, clock: clock, client: client)
        let alert = Alert.sample(at: Self.now)
        try await sink.deliver(try notice(alert))
        var over = alert.next(at: Self.now + .seconds(7000))
        over.state = .resolved
        try await sink.deliver(try notice(over, firedAt: Self.now))
        let posts = try receiver.alerts().map { $0[0] }
        #expect(posts[0]["startsAt"] as? String == Self.now.rfc3339)
        #expect(posts[0]["endsAt"] as? String == (Self.now + .seconds(7440)).rfc3339)
        #expect(posts[1]["startsAt"] as? String == Self.now.rfc3339)
        #expect(posts[1]["endsAt"] as? String == (Self.now + .seconds(7000)).rfc3339)
        #expect(posts[0]["labels"] as? [String: String] == posts[1]["labels"] as? [String: String])
    }

    @Test func `Open alerts are posted again every minute for as long as they are open`() async throws {
        let receiver = try Alertmanager()
        let client = HTTPClient()
        defer { client.stop() }
        let clock = ManualClock(Self.now)
        let alerts = (0..<250).map { Alert.sample("a\($0)", at: Self.now) }
        let delivery = Delivery(
            outbox: Open(notices: try alerts.map { try notice($0) }),
            sinks: [sink(receiver, clock: clock, client: client)],
            logger: Logger(label: "test") { _ in SwiftLogNoOpLogHandler() })
        // The daemon wakes the delivery every half minute.
        for half in 0..<20 { await delivery.deliver(at: Self.now + .seconds(30 * half)) }
        let posts = try receiver.alerts()
        #expect(posts.count == 10 * 3, "100 alerts a post")
        #expect(posts.map(\.count).reduce(0, +) == 10 * 250)
    }

    @Test func `An Alertmanager that is down is told again when it is back`() async throws {
        let receiver = try Alertmanager(status: 500)
        let client = HTTPClient()
        defer { client.stop() }
        let delivery = Delivery(
            outbox: Open(notices: [try notice(.sample(at: Self.now))]),
            sinks: [sink(receiver, clock: ManualClock(Self.now), client: client)],
            logger: Logger(label: "test") { _ in SwiftLogNoOpLogHandler() })
        for minute in 0..<3 { await delivery.deliver(at: Self.now + .seconds(60 * minute)) }
        #expect(try receiver.alerts().count == 3)
    }

    @Test func `An alert that cannot be read is given up, and does not end the others`() async throws {
        let receiver = try Alertmanager()
        let client = HTTPClient()
        defer { client.stop() }
        let sink = sink(receiver, clock: ManualClock(Self.now), client: client)
        let broken = Notice(alertID: "b", sequence: 0, body: "{")
        try await sink.renew([broken, try notice(.sample(at: Self.now)), broken])
        #expect(try receiver.alerts().map(\.count) == [1])
        do {
            try await sink.deliver(broken)
            Issue.record("it was delivered")
        } catch {
            #expect((error as? any DeliveryError)?.remedy == .giveUp)
        }
    }
}
