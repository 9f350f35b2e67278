import Dispatch
import Glibc
import Loopback
import Synchronization
import TestSupport
import Testing
import Transport

/// The client against a real HTTP server on loopback.
@Suite struct HTTPClientTests {
    private func perform(
        _ path: String = "/", headers: [(name: String, value: String)] = [], limits: Request.Limits = .init(),
        _ handler: @escaping @Sendable (LoopbackRequest) -> LoopbackResponse
    ) async throws -> Reply {
        let server = try LoopbackServer(handler: handler)
        let client = HTTPClient()
        defer {
            client.stop()
            server.stop()
        }
        return try await client.perform(
            Request(url: server.url(path), headers: headers, userAgent: "Bellwether/test", limits: limits))
    }

    @Test func `A reply has status, headers, body and address`() async throws {
        let reply = try await perform("/feed?x=1") { request in
            #expect(request.method == "GET")
            #expect(request.target == "/feed?x=1")
            #expect(request.headers["user-agent"] == "Bellwether/test")
            #expect(request.headers["accept-encoding"]?.contains("gzip") == true)
            return LoopbackResponse(
                203, headers: [("ETag", "W/\"a b\""), ("X-Twice", "1"), ("x-twice", "2")],
                body: Array("hello".utf8))
        }
        #expect(reply.status == 203)
        #expect(reply.body == Array("hello".utf8))
        #expect(reply.headers["etag"] == "W/\"a b\"")
        #expect(reply.headers["x-twice"] == "2")
        #expect(reply.url.hasSuffix("/feed?x=1"))
    }

    @Test func `Conditional headers go out as they are, and 304 has no body`() async throws {
        let reply = try await perform(headers: [("If-None-Match", "W/\"a b\"")]) { request in
            LoopbackResponse(request.headers["if-none-match"] == "W/\"a b\"" ? 304 : 500)
        }
        #expect(reply.status == 304)
        #expect(reply.body.isEmpty)
    }

    @Test func `A gzip body is unpacked`() async throws {
        // `printf 'bell bell bell' | gzip -n`
        let packed: [UInt8] = [
            0x1f, 0x8b, 0x08, 0x00, 0x00, 0x00, 0x00, 0x00, 0x00, 0x03, 0x4b, 0x4a, 0xcd, 0xc9, 0x51, 0x48,
            0x82, 0x11,
            0x00, 0x7a, 0x83, 0x1f, 0xdd, 0x0e, 0x00, 0x00, 0x00,
        ]
        let reply = try await perform { _ in
            LoopbackResponse(200, headers: [("Content-Encoding", "gzip")], body: packed)
        }
        #expect(String(decoding: reply.body, as: UTF8.self) == "bell bell bell")
    }

    @Test func `Redirects are followed only to http, and only up to the limit`() async throws {
        let reply = try await perform("/a") { request in
            request.target == "/a"
                ? LoopbackResponse(302, headers: [("Location", "/b")], body: Array("old".utf8))
                : LoopbackResponse(200, body: Array("new".utf8))
        }
        #expect(reply.body == Array("new".utf8))
        #expect(reply.url.hasSuffix("/b"))
        await #expect(throws: TransportError.self) {
            try await perform { _ in LoopbackResponse(302, headers: [("Location", "file:///etc/hostname")]) }
        }
        await #expect(throws: TransportError.self) {
            try await perform { request in
                LoopbackResponse(302, headers: [("Location", request.target + "x")])
            }
        }
    }

    @Test func `A body over the limit ends the transfer while it comes`() async throws {
        var limits = Request.Limits()
        limits.body = 1 << 20
        await #expect(throws: TransportError.bodyTooLarge(limit: 1 << 20)) {
            try await perform(limits: limits) { _ in
                LoopbackResponse(200, body: [UInt8](repeating: 65, count: 3 << 20))
            }
        }
    }

    @Test func `Headers over the limit end the transfer`() async throws {
        await #expect(throws: TransportError.headersTooLarge(limit: 64 << 10)) {
            try await perform { _ in
                LoopbackResponse(
                    200, headers: (0..<90).map { ("X-\($0)", String(repeating: "h", count: 1000)) })
            }
        }
    }

    @Test func `A server that stalls is given up`() async throws {
        var limits = Request.Limits()
        limits.total = .milliseconds(200)
        do {
            _ = try await perform(limits: limits) { _ in
                usleep(3_000_000)
                return LoopbackResponse(200)
            }
            Issue.record("the client waited")
        } catch let error as TransportError {
            guard case .timedOut = error else {
                Issue.record("not a time-out: \(error)")
                return
            }
        }
    }

    @Test func `A connection that breaks off is an error`() async throws {
        await #expect(throws: TransportError.self) {
            try await perform { _ in
                LoopbackResponse(200, body: [UInt8](repeating: 65, count: 1000)).brokenOff
            }
        }
    }

    @Test(arguments: ["file:///etc/hostname", "ftp://x.example/", "", "javascript:1", "//x.example"])
    func `Addresses other than http and https are refused`(url: String) async {
        let client = HTTPClient()
        defer { client.stop() }
        await #expect(throws: TransportError.badURL(url)) {
            try await client.perform(Request(url: url, userAgent: "x"))
        }
    }

    @Test func `A closed port is an error with a reason`() async throws {
        let server = try LoopbackServer { _ in LoopbackResponse(200) }
        let url = server.url("/")
        server.stop()
        let client = HTTPClient()
        defer { client.stop() }
        await #expect(throws: TransportError.self) {
            try await client.perform(Request(url: url, userAgent: "x"))
        }
    }

    @Test func `Concurrent requests each get their own reply`() async throws {
        let server = try LoopbackServer { LoopbackResponse(200, body: Array($0.target.utf8)) }
        let client = HTTPClient()
        defer {
            client.stop()
            server.stop()
        }
        try await withThrowingTaskGroup { group in
            for number in 0..<100 {
                group.addTask {
                    let reply = try await client.perform(
                        Request(url: server.url("/\(number)"), userAgent: "x"))
                    #expect(reply.body == Array("/\(number)".utf8))
                }
            }
            try await group.waitForAll()
        }
    }

    @Test func `Canceling a task ends its transfer, and stopping ends all`() async throws {
        // The server answers when the test is over.
        let end = DispatchSemaphore(value: 0)
        let server = try LoopbackServer { _ in
            end.wait()
            return LoopbackResponse(200)
        }
        defer {
            for _ in 0..<2 { end.signal() }
            server.stop()
        }
        let client = HTTPClient()
        let canceled = Task { try await client.perform(Request(url: server.url("/"), userAgent: "x")) }
        let stopped = Task { try await client.perform(Request(url: server.url("/"), userAgent: "x")) }
        canceled.cancel()
        await #expect(throws: TransportError.stopped) { try await canceled.value }
        client.stop()
        await #expect(throws: TransportError.stopped) { try await stopped.value }
        await #expect(throws: TransportError.stopped) {
            try await client.perform(Request(url: server.url("/"), userAgent: "x"))
        }
    }
}
