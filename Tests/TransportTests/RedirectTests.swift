import Loopback
import Synchronization
import Testing
import Transport

@Suite struct RedirectTests {
    @Test func `Credentials reach the host that they are for, also over its own redirects, and no other`()
        async throws
    {
        let seen = Mutex<[String]>([])
        let other = try LoopbackServer { request in
            seen.withLock { $0.append("other \(request.headers["x-key"] ?? "without")") }
            return LoopbackResponse(200)
        }
        let server = try LoopbackServer { request in
            seen.withLock { $0.append("\(request.target) \(request.headers["x-key"] ?? "without")") }
            return request.target == "/a/b"
                ? LoopbackResponse(308, headers: [("Location", "c")])
                : LoopbackResponse(302, headers: [("Location", other.url("/"))])
        }
        let client = HTTPClient()
        defer {
            client.stop()
            server.stop()
            other.stop()
        }
        var request = Request(url: server.url("/a/b"), userAgent: "x")
        request.credentials = [("X-Key", "k")]
        let reply = try await client.perform(request)
        #expect(seen.withLock { $0 } == ["/a/b k", "/a/c k", "other without"])
        #expect(reply.status == 200)
        #expect(reply.redirects == [308, 302])
    }

    @Test func `A reply lists the redirects on the way`() async throws {
        let server = try LoopbackServer { request in
            switch request.target {
            case "/a": LoopbackResponse(301, headers: [("Location", "/b")])
            case "/b": LoopbackResponse(307, headers: [("Location", "/c")])
            default: LoopbackResponse(200)
            }
        }
        let client = HTTPClient()
        defer {
            client.stop()
            server.stop()
        }
        let reply = try await client.perform(Request(url: server.url("/a"), userAgent: "x"))
        #expect(reply.redirects == [301, 307])
        #expect(reply.url == server.url("/c"))
    }
}
