import Domain
import Synchronization
import TestSupport
import Testing
import Transport

@testable import Alerting

/// Every way in which a receiver can answer; each has a defined result.
@Suite(.timeLimit(.minutes(2))) struct WebhookAnswerTests {
    private static let now = Instant(seconds: 1_795_426_200)
    /// Larger than the buffers of a connection.
    private static let large = String(repeating: "x", count: 8 << 20)

    private func post(
        to server: ScriptedServer, path: String = "/hook", body: String = "{}",
        patience: Duration = .seconds(20)
    ) async throws {
        let client = HTTPClient()
        defer { client.stop() }
        try await WebhookPost(
            url: "http://127.0.0.1:\(server.port)\(path)", client: client, userAgent: "test",
            clock: ManualClock(Self.now), patience: patience
        ).send(Array(body.utf8), headers: [])
    }

    /// What a delivery to a receiver with this answer throws.
    private func error(
        answering answer: String, path: String = "/hook"
    ) async throws -> WebhookError? {
        let server = try ScriptedServer {
            $0.receiveHead()
            $0.send(answer)
        }
        do {
            try await post(to: server, path: path)
            return nil
        } catch {
            return try #require(error as? WebhookError, "\(error)")
        }
    }

    private static func answer(_ status: Int, _ headers: String = "", body: String = "") -> String {
        "HTTP/1.1 \(status) X\r\n\(headers)Content-Length: \(body.utf8.count)\r\nConnection: close\r\n\r\n\(body)"
    }

    @Test(arguments: [
        answer(200), answer(201), answer(202, body: "1"), "HTTP/1.1 204 No Content\r\n\r\n",
        "HTTP/1.1 100 Continue\r\n\r\n" + answer(200),
        "HTTP/1.1 103 Early Hints\r\nLink: </x>\r\n\r\n" + answer(200), answer(299),
        "HTTP/1.1 200 OK\r\nContent-Length: 100\r\n\r\ncut off",
        "HTTP/1.1 200 OK\r\nConnection: close\r\n\r\n" + String(repeating: "x", count: 1 << 20),
        "HTTP/1.0 200 OK\r\n\r\n",
    ])
    func `An answer of success is success, whatever follows it`(answer: String) async throws {
        #expect(try await error(answering: answer) == nil)
    }

    @Test(arguments: [
        (400, DeliveryRemedy.giveUp), (401, .giveUp), (403, .giveUp), (404, .giveUp), (405, .giveUp),
        (408, .retry), (410, .giveUp), (413, .giveUp), (418, .giveUp), (422, .giveUp), (425, .retry),
        (429, .retry), (431, .giveUp), (499, .giveUp), (500, .retry), (501, .retry), (502, .retry),
        (503, .retry), (504, .retry), (599, .retry), (300, .retry), (301, .retry), (302, .retry),
        (304, .retry), (307, .retry), (308, .retry),
    ])
    func `Refusals for good and passing ones are told apart`(status: Int, remedy: DeliveryRemedy)
        async throws
    {
        #expect(try await error(answering: Self.answer(status))?.remedy == remedy)
    }

    @Test(arguments: [
        (429, "120", DeliveryRemedy.wait(.seconds(120))), (503, "7", .wait(.seconds(7))),
        (429, "Mon, 23 Nov 2026 09:31:00 GMT", .wait(.seconds(60))),
        (503, "Mon, 23 Nov 2026 09:29:00 GMT", .retry), (429, "0", .retry), (429, "-5", .retry),
        (429, "soon", .retry), (429, "99999999999999999999", .retry), (500, "60", .retry),
        (400, "60", .giveUp),
    ])
    func `A receiver that asks to be left alone is`(status: Int, value: String, remedy: DeliveryRemedy)
        async throws
    {
        let answer = Self.answer(status, "Retry-After: \(value)\r\n")
        #expect(try await error(answering: answer)?.remedy == remedy)
    }

    @Test func `A redirect is told in words and not followed`() async throws {
        let answer = Self.answer(302, "Location: http://127.0.0.1:1/elsewhere\r\n")
        let error = try #require(try await error(answering: answer))
        #expect(
            "\(error)"
                == "the server answered 302, a redirect, which is not followed; configure the address that it leads to"
        )
    }

    @Test func `The receiver's own words are told, and no part of a secret address`() async throws {
        let bad = Self.answer(400, body: "{\"message\":\n\"Invalid Form Body\"}")
        #expect(
            try await error(answering: bad).map { "\($0)" }
                == "the server answered 400: {\"message\": \"Invalid Form Body\"}")
        let telling = Self.answer(404, body: "Cannot POST /services/T0001/B0002/s3cr3t")
        #expect(
            try await error(answering: telling, path: "/services/T0001/B0002/s3cr3t").map { "\($0)" }
                == "the server answered 404; check the address")
        let page = Self.answer(500, body: "<!DOCTYPE html><html>")
        #expect(try await error(answering: page).map { "\($0)" } == "the server answered 500")
        let long = Self.answer(500, body: String(repeating: "word ", count: 10_000))
        #expect(try await error(answering: long).map { "\($0)".count < 200 } == true)
    }

    @Test(arguments: [
        "", "HTTP/1.1 101 Switching Protocols\r\nUpgrade: x\r\nConnection: Upgrade\r\n\r\n",
        "HTTP/1.1 100 Continue\r\n\r\n", "SSH-2.0-OpenSSH_9.2\r\n", "HTTP/1.1 200", "\u{0}\u{1}\u{2}",
    ])
    func `An answer that is none is a failure that may pass`(answer: String) async throws {
        let server = try ScriptedServer {
            $0.receiveHead()
            $0.send(answer)
        }
        await #expect(throws: (any Error).self) {
            do {
                try await post(to: server, patience: .seconds(5))
            } catch {
                #expect(((error as? any DeliveryError)?.remedy ?? .retry) == .retry)
                throw error
            }
        }
    }

    @Test func `A receiver that answers nothing is given up after a while`() async throws {
        let silent = try ScriptedServer { $0.waitForEnd() }
        await #expect(throws: TransportError.self) {
            try await post(to: silent, patience: .milliseconds(200))
        }
    }

    @Test func `A receiver that drips is given up, unless it has said that it took the alert`() async throws {
        func drip(_ start: String) throws -> ScriptedServer {
            try ScriptedServer { connection in
                connection.receiveHead()
                connection.send(start)
                connection.waitForEnd()
            }
        }
        let interim = try drip("HTTP/1.1 102 Processing\r\n\r\n")
        await #expect(throws: TransportError.self) {
            try await post(to: interim, patience: .milliseconds(200))
        }
        let slow = try drip("HTTP/1.1 200 OK\r\nContent-Length: 3600\r\n\r\n.")
        try await post(to: slow, patience: .milliseconds(200))
        let refusing = try drip("HTTP/1.1 400 Bad\r\nContent-Length: 3600\r\n\r\n.")
        await #expect(throws: WebhookError.self) {
            try await post(to: refusing, patience: .milliseconds(200))
        }
    }

    @Test func `A receiver that hangs up while we send is a failure, and its last word counts`() async throws
    {
        let reset = try ScriptedServer {
            $0.receiveHead()
            $0.reset()
        }
        await #expect(throws: TransportError.self) { try await post(to: reset, body: Self.large) }
        let early = try ScriptedServer {
            $0.receiveHead()
            $0.send(Self.answer(413))
            $0.waitForEnd()
        }
        await #expect(throws: WebhookError(status: 413)) { try await post(to: early, body: Self.large) }
    }

    @Test func `Nobody at the address is a failure`() async throws {
        let client = HTTPClient()
        defer { client.stop() }
        await #expect(throws: TransportError.self) {
            try await WebhookPost(
                url: "http://127.0.0.1:1/", client: client, userAgent: "t", clock: ManualClock(Self.now)
            ).send([], headers: [])
        }
    }
}
