import Logging
import Serving
import TestSupport
import Testing
import Transport

@Suite struct WebServerTests {
    @Test func `A request is answered with what the function says`() async throws {
        try await serve { request in
            WebResponse(
                201, type: "text/plain", "\(request.method) \(request.path) \(request.parameter("q") ?? "")",
                headers: [("X-Seen", request.header("x-asked") ?? "")])
        } _: { url in
            let client = HTTPClient()
            defer { client.stop() }
            let request = plainRequest("\(url)/a%20b/c%2Fd?q=%C3%A4+b", headers: [("X-Asked", "yes")])
            let reply = try await client.perform(request)
            #expect(reply.status == 201)
            #expect(String(decoding: reply.body, as: UTF8.self) == "GET [\"a b\", \"c/d\"] ä b")
            #expect(reply.headers["x-seen"] == "yes")
        }
    }

    @Test func `Too long a body is refused`() async throws {
        try await serve(limits: WebServerLimits(body: 10)) { _ in
            WebResponse(200)
        } _: { url in
            let client = HTTPClient()
            defer { client.stop() }
            var request = plainRequest(url)
            request.body = [UInt8](repeating: 65, count: 11)
            let reply = try await client.perform(request)
            #expect(reply.status == 413)
        }
    }

    @Test func `HEAD says how long the response to GET is, and has no body`() async throws {
        try await serve { _ in
            WebResponse(200, type: "text/plain", "twelve bytes")
        } _: { url in
            let client = HTTPClient()
            defer { client.stop() }
            var request = plainRequest(url)
            request.isHead = true
            let reply = try await client.perform(request)
            #expect(reply.headers["content-length"] == "12")
            #expect(reply.body.isEmpty)
            // The connection is as good as before.
            request.isHead = false
            let whole = try await client.perform(request)
            #expect(String(decoding: whole.body, as: UTF8.self) == "twelve bytes")
        }
    }

    @Test func `A stream ends with the server`() async throws {
        let (texts, text) = AsyncStream<String>.makeStream()
        try await serve { _ in
            WebResponse(200, headers: [("Content-Type", "text/event-stream")], body: .stream(texts))
        } _: { url in
            let client = HTTPClient()
            defer { client.stop() }
            text.yield("one\n")
            async let reply = client.perform(plainRequest(url))
            text.yield("two\n")
            text.finish()
            let body = try await reply.body
            #expect(String(decoding: body, as: UTF8.self) == "one\ntwo\n")
        }
    }

    @Test func `A port that is in use is named with the reason`() async throws {
        try await serve { _ in
            WebResponse(200)
        } _: { url in
            let port = url.split(separator: ":").last.flatMap { Int($0) } ?? 0
            let second = WebServer(.port(port), serving: "test", logger: Logger(label: "test")) { _ in
                WebResponse(200)
            }
            await #expect(
                throws: WebServerError.cannotListen(
                    address: "127.0.0.1:\(port)", reason: "address already in use")
            ) {
                try await second.runAlone()
            }
        }
    }

    @Test func `A socket that a server listens on is not taken away from it`() async throws {
        let folder = try TemporaryFolder()
        let path = "\(folder.path)/pages.sock"
        try await serve(at: .socket(path)) { _ in
            WebResponse(200)
        } _: { _ in
            let second = WebServer(.socket(path), serving: "test", logger: Logger(label: "test")) { _ in
                WebResponse(200)
            }
            await #expect(
                throws: WebServerError.cannotListen(address: path, reason: "address already in use")
            ) {
                try await second.runAlone()
            }
        }
        // What the first one leaves behind keeps nobody out.
        try await serve(at: .socket(path)) { _ in
            WebResponse(200)
        } _: { _ in
        }
    }

    @Test func `A client that reads nothing does not hold up the end`() async throws {
        let (texts, text) = AsyncStream<String>.makeStream()
        let (arrivals, arrival) = AsyncStream<Void>.makeStream()
        try await serve { _ in
            arrival.yield()
            return WebResponse(200, body: .stream(texts))
        } _: { url in
            let client = try RawClient(url)
            client.send("GET / HTTP/1.1\r\nHost: x\r\n\r\n")
            var asked = arrivals.makeAsyncIterator()
            _ = await asked.next()
            // More than the buffers of the system hold: the server waits until somebody reads.
            let piece = String(repeating: "x", count: 1 << 20)
            for _ in 0..<64 { text.yield(piece) }
            client.staysOpen()
        }
    }
}
