import Domain
import FoundationEssentials
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
        let post = WebhookPost(
            url: server.url("/hook"), client: client, userAgent: "test", clock: ManualClock(alert.at))
        let hook: any Sink =
            format == .alertmanager
            ? AlertmanagerSink(id: "desk", secret: secret, post: post)
            : Webhook(id: "desk", format: format, secret: secret, post: post)
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
            text(request).contains("negative news about ACME") || format == .webhook
                || request.headers["x-title"] == "Critical: negative news about ACME")
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
            try WebhookFormat.slack.body(of: alert, json: "", secret: nil, template: template)
                .contains("\"text\":\"critical for entity:ACME: 5 of Acme \\\"sinks\\\"\""))
        #expect(throws: AlertTemplate.Flaw.unknownField("strem")) { try AlertTemplate("a {{strem}}") }
        #expect(throws: AlertTemplate.Flaw.unclosed) { try AlertTemplate("a {{stream") }
        for field in AlertTemplate.fields {
            #expect(try !AlertTemplate("{{\(field)}}").text(of: alert).contains("{"))
        }
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
