import Serving
import Testing

/// Clients that are slow, on purpose or not, hold a connection for a bounded time and keep nobody out.
@Suite struct SlowClientTests {
    private static func limits(_ change: (inout WebServerLimits) -> Void) -> WebServerLimits {
        var limits = WebServerLimits()
        change(&limits)
        return limits
    }

    private static let whole = "GET / HTTP/1.1\r\nHost: x\r\nConnection: close\r\n\r\n"
    private static let head = "POST / HTTP/1.1\r\nHost: x\r\nContent-Length: 9999\r\n\r\n"

    @Test(arguments: [("", "G"), ("GET / HTTP/1.1\r\nHost: x\r\nX-Name: ", "n"), (head, "b")])
    func `A client that dribbles its request is cut off`(sent: String, dribble: String) async throws {
        try await serve(limits: Self.limits { $0.request = .milliseconds(100) }) { _ in
            WebResponse(200)
        } _: { url in
            let client = try RawClient(url)
            client.send(sent)
            #expect(try await client.end(dribble: dribble) != nil)
        }
    }

    @Test func `A client that asks for nothing more is cut off`() async throws {
        try await serve(limits: Self.limits { $0.idle = .milliseconds(100) }) { _ in
            WebResponse(200)
        } _: { url in
            let client = try RawClient(url)
            client.send("GET / HTTP/1.1\r\nHost: x\r\n\r\n")
            #expect(try await client.end(dribble: "G") != nil)
        }
    }

    @Test func `Clients that only hold connections keep nobody out`() async throws {
        try await serve(limits: Self.limits { $0.connections = 4 }) { _ in
            WebResponse(200, type: "text/plain", "here")
        } _: { url in
            let holders = try (0..<12).map { _ in try RawClient(url) }
            let client = try RawClient(url)
            client.send(Self.whole)
            #expect(try await client.end()?.hasSuffix("here") == true)
            #expect(try await holders[0].end() == "", "the oldest went first")
            for holder in holders { holder.staysOpen() }
        }
    }

    @Test func `A stream that nobody takes is cut off`() async throws {
        let (texts, text) = AsyncStream<String>.makeStream()
        let limits = Self.limits {
            $0.connections = 1
            $0.response = .milliseconds(200)
        }
        try await serve(limits: limits) { request in
            let isStream = request.path == ["stream"]
            return WebResponse(
                200, headers: [("Content-Type", isStream ? "text/event-stream" : "text/plain")],
                body: isStream ? .stream(texts) : .bytes([]))
        } _: { url in
            let holder = try RawClient(url)
            holder.send("GET /stream HTTP/1.1\r\nHost: x\r\n\r\n")
            // More than the buffers of the system hold.
            let piece = String(repeating: "x", count: 1 << 20)
            for _ in 0..<64 { text.yield(piece) }
            // Whoever is being answered is not put out for another client.
            var response: String?
            for _ in 0..<1500 where response?.hasPrefix("HTTP/1.1 200") != true {
                let client = try RawClient(url)
                client.send(Self.whole)
                response = try await client.end()
            }
            #expect(response?.hasPrefix("HTTP/1.1 200") == true)
            holder.staysOpen()
        }
    }
}
