import Domain
import FoundationEssentials
import Logging
import Loopback
import Synchronization
import TestSupport
import Testing
import Transport

@testable import Alerting

@Suite struct WebhookTests {
    private let alert = Alert.sample(
        severity: .critical,
        headlines: [
            .init(title: "Acme \"sinks\"", link: "https://n.example/1", score: -0.9, words: ["sinks"])
        ], explanation: "Five, not one.")

    /// What a server got when the alert was delivered, and what the delivery threw.
    private func deliver(
        _ format: WebhookFormat, secret: String? = nil, status: Int = 200
    ) async throws -> (request: LoopbackRequest, error: (any Error)?) {
        let got = Mutex<LoopbackRequest?>(nil)
        let server = try LoopbackServer { request in
            got.withLock { $0 = request }
            return LoopbackResponse(status)
        }
        defer { server.stop() }
        let client = HTTPClient()
        defer { client.stop() }
        let hook = Webhook(
            id: "desk", url: server.url("/hook"), format: format, secret: secret, client: client,
            userAgent: "test")
        var thrown: (any Error)?
        do {
            try await hook.deliver(Notice(alertID: "a1", sequence: 0, body: try jsonLine(AlertRecord(alert))))
        } catch {
            thrown = error
        }
        return (try #require(got.withLock { $0 }), thrown)
    }

    private func text(_ request: LoopbackRequest) -> String { String(decoding: request.body, as: UTF8.self) }

    @Test func `A plain webhook gets the alert of the log, signed`() async throws {
        let (request, error) = try await deliver(.webhook, secret: "key")
        #expect(error == nil)
        #expect(request.method == "POST" && request.target == "/hook")
        #expect(text(request) == (try jsonLine(AlertRecord(alert))))
        #expect(request.headers["content-type"] == "application/json")
        #expect(request.headers["idempotency-key"] == "a1-0")
        #expect(
            request.headers["x-bellwether-signature"]
                == "sha256=\(hmacSHA256(request.body, key: Array("key".utf8)))")
    }

    @Test(arguments: WebhookFormat.allCases)
    func `Each format says what happened, and why`(format: WebhookFormat) async throws {
        let (request, error) = try await deliver(format, secret: "key")
        #expect(error == nil)
        #expect(
            text(request).contains("entity:ACME")
                || request.headers["x-title"]?.contains("entity:ACME") == true)
        #expect(text(request).contains("Five, not one."))
        #expect(text(request).contains("https:"))
        if format == .pagerduty { #expect(text(request).contains("\"dedup_key\":\"a1\"")) }
        if format == .alertmanager { #expect(text(request).hasPrefix("[{\"annotations\"")) }
        if format == .slack { #expect(request.headers["authorization"] == "Bearer key") }
    }

    @Test func `A template's words take the place of the usual ones`() throws {
        let template = try AlertTemplate("{{severity}} for {{ stream }}: {{observed}} of {{title}}{{rule}}")
        let words = template.text(of: alert)
        #expect(words == "critical for entity:ACME: 5 of Acme \"sinks\"")
        #expect(
            try WebhookFormat.slack.body(of: alert, json: "", secret: nil, text: words)
                == (try jsonLine(["text": words])))
        #expect(throws: AlertTemplate.Flaw.unknownField("strem")) { try AlertTemplate("a {{strem}}") }
        #expect(throws: AlertTemplate.Flaw.unclosed) { try AlertTemplate("a {{stream") }
        for field in AlertTemplate.fields {
            #expect(try !AlertTemplate("{{\(field)}}").text(of: alert).contains("{"))
        }
    }

    @Test func `An answer that is no success is an error, without the address in it`() async throws {
        let (_, error) = try await deliver(.slack, status: 503)
        #expect(error as? WebhookError == .refused(status: 503))
        #expect(error.map { "\($0)" } == "the server answered 503")
        // A redirect is not followed: the alert and its token go where the configuration says.
        #expect(try await deliver(.slack, status: 302).error as? WebhookError == .refused(status: 302))
    }

    /// RFC 4231, 4.2, 4.3 and 4.7; FIPS 180-4 by way of NIST's examples.
    @Test func `Signatures are those of the standards`() {
        #expect(
            hmacSHA256(Array("Hi There".utf8), key: [UInt8](repeating: 0x0B, count: 20))
                == "b0344c61d8db38535ca8afceaf0bf12b881dc200c9833da726e9376c2e32cff7")
        #expect(
            hmacSHA256(Array("what do ya want for nothing?".utf8), key: Array("Jefe".utf8))
                == "5bdcc146bf60754e6a042426089575c75a003f089d2739839dec58b964ec3843")
        #expect(
            hmacSHA256(
                Array("Test Using Larger Than Block-Size Key - Hash Key First".utf8),
                key: [UInt8](repeating: 0xAA, count: 131))
                == "60e431591ee0b67f0d8a26aacbf5b77f8e0bc6213728c5140546040f0ee37f54")
        let empty = sha256([]).prefix(4)
        #expect(Array(empty) == [0xE3, 0xB0, 0xC4, 0x42])
    }
}

/// A sink that fails as often as it is told.
private final class Shaky: Sink {
    let id = "shaky"
    let givesUp = true
    let failures: Mutex<Int>
    let delivered = Mutex<[String]>([])

    init(failures: Int) { self.failures = Mutex(failures) }

    func deliver(_ notice: Notice) async throws {
        let fails = failures.withLock { left in
            left -= 1
            return left >= 0
        }
        if fails { throw WebhookError.refused(status: 500) }
        delivered.withLock { $0.append(notice.alertID) }
    }
}

/// An outbox in memory that keeps times.
private actor TimedOutbox: Outbox {
    var rows: [(notice: Notice, next: Instant, isDead: Bool)]

    init(_ ids: [String]) {
        rows = ids.map { (Notice(alertID: $0, sequence: 0, body: "{}"), Instant(seconds: 0), false) }
    }

    func pendingNotices(sink: String, at now: Instant) -> [Notice] {
        rows.filter { !$0.isDead }.prefix { $0.next <= now }.map(\.notice)
    }

    func markDelivered(_ notice: Notice, sink: String) {
        rows.removeAll { $0.notice.alertID == notice.alertID }
    }

    func markFailed(_ notice: Notice, sink: String, reason: String, next: Instant?) {
        guard let index = rows.firstIndex(where: { $0.notice.alertID == notice.alertID }) else { return }
        rows[index].notice = Notice(
            alertID: notice.alertID, sequence: 0, body: "{}", attempts: notice.attempts + 1)
        rows[index].next = next ?? rows[index].next
        rows[index].isDead = next == nil
    }
}

@Suite struct DeliveryTests {
    private let logger = Logger(label: "test") { _ in SwiftLogNoOpLogHandler() }

    @Test func `A failed delivery is tried again after pauses that double, in order`() async {
        let sink = Shaky(failures: 3)
        let outbox = TimedOutbox(["a", "b"])
        let delivery = Delivery(outbox: outbox, sinks: [sink], logger: logger)
        var tried: [Int] = []
        for second in 0..<120 {
            let before = sink.failures.withLock { $0 }
            await delivery.deliver(at: Instant(seconds: Int64(second)))
            if sink.failures.withLock({ $0 }) != before { tried.append(second) }
        }
        #expect(tried == [0, 15, 45, 105])
        #expect(sink.delivered.withLock { $0 } == ["a", "b"])
    }

    @Test func `A notice that fails for a day is dead, and those behind it go on`() async {
        let sink = Shaky(failures: 30)
        let outbox = TimedOutbox(["a", "b"])
        let delivery = Delivery(outbox: outbox, sinks: [sink], logger: logger)
        for hour in 0..<40 { await delivery.deliver(at: Instant(seconds: Int64(hour * 3600))) }
        #expect(sink.delivered.withLock { $0 } == ["b"])
        #expect(await outbox.rows.map(\.isDead) == [true])
    }
}
