import Loopback
import Synchronization
import Testing
import Transport

@Suite struct CookieTests {
    /// Notes cookies across threads.
    private final class Seen: Sendable {
        let cookies = Mutex<[String]>([])
    }

    /// A server that gives its feed only to whoever brings back the cookie of its redirect.
    private static func gate(_ seen: Seen) throws -> LoopbackServer {
        try LoopbackServer { request in
            let cookie = request.headers["cookie"] ?? "none"
            seen.cookies.withLock { $0.append(cookie) }
            return cookie.contains("pass=1")
                ? LoopbackResponse(200, body: Array("feed".utf8))
                : LoopbackResponse(
                    302, headers: [("Set-Cookie", "pass=1; Path=/"), ("Location", request.target)])
        }
    }

    @Test(arguments: [true, false]) func `A cookie lives within one chain of redirects`(
        hasCredentials: Bool
    ) async throws {
        let seen = Seen()
        let server = try Self.gate(seen)
        let client = HTTPClient(proxies: Proxies())
        defer {
            client.stop()
            server.stop()
        }
        var request = Request(url: server.url("/feed"), userAgent: "x")
        if hasCredentials { request.credentials = [("X-Key", "k")] }
        for _ in 0..<2 {
            #expect(try await client.perform(request).body == Array("feed".utf8))
        }
        #expect(seen.cookies.withLock { $0 } == ["none", "pass=1", "none", "pass=1"])
    }

    @Test(arguments: [true, false]) func `A cookie of one site reaches no other`(
        hasCredentials: Bool
    ) async throws {
        let seen = Mutex<[String]>([])
        let server = try LoopbackServer { request in
            seen.withLock { $0.append(request.headers["cookie"] ?? "none") }
            guard request.target == "/a" else { return LoopbackResponse(200) }
            let port = request.headers["host"]?.split(separator: ":").last ?? ""
            return LoopbackResponse(
                302, headers: [("Set-Cookie", "id=1"), ("Location", "http://localhost:\(port)/b")])
        }
        let client = HTTPClient(proxies: Proxies())
        defer {
            client.stop()
            server.stop()
        }
        var request = Request(url: server.url("/a"), userAgent: "x")
        if hasCredentials { request.credentials = [("X-Key", "k")] }
        _ = try await client.perform(request)
        #expect(seen.withLock { $0 } == ["none", "none"])
    }

    @Test func `A server that sets cookies and redirects forever is given up`() async throws {
        let server = try LoopbackServer { request in
            LoopbackResponse(302, headers: [("Set-Cookie", "n=1"), ("Location", request.target + "x")])
        }
        let client = HTTPClient(proxies: Proxies())
        defer {
            client.stop()
            server.stop()
        }
        await #expect(throws: TransportError.failed("more than 5 redirects")) {
            try await client.perform(Request(url: server.url("/"), userAgent: "x"))
        }
    }
}
