import Loopback
import Synchronization
import Testing

@testable import Transport

@Suite struct ProxyTests {
    private static func proxies(_ variables: [String: String]) -> Proxies { Proxies { variables[$0] } }

    @Test func `The environment names proxies by curl's rules`() {
        let proxies = Self.proxies([
            "http_proxy": "http://p.example:8080", "HTTPS_PROXY": "http://s.example:8080",
            "no_proxy": ".corp.example, localhost 10.0.0.0/8",
        ])
        func proxy(_ url: String) -> String? { URLParts(url).flatMap(proxies.proxy) }
        #expect(proxy("http://news.example/") == "http://p.example:8080")
        #expect(proxy("https://news.example/") == "http://s.example:8080")
        #expect(proxy("https://a.corp.example/") == nil)
        #expect(proxy("http://corp.example/") == nil)
        #expect(proxy("http://localhost:99/") == nil)
        #expect(proxy("http://10.2.3.4/") == nil)
        #expect(proxy("http://11.2.3.4/") != nil)
        #expect(proxy("http://notcorp.example.org/") != nil)
        // CGI turns a header of a request into this one.
        #expect(Self.proxies(["HTTP_PROXY": "http://evil.example"]).isEmpty)
        #expect(Self.proxies(["all_proxy": "socks5://p", "NO_PROXY": "*"]).http == "socks5://p")
    }

    @Test func `The operator's own proxy is no address to refuse`() async throws {
        let seen = Mutex<[String]>([])
        let proxy = try LoopbackServer { request in
            seen.withLock { $0.append(request.target) }
            return request.target.hasSuffix("/a")
                ? LoopbackResponse(301, headers: [("Location", "/b")]) : LoopbackResponse(200, body: [1])
        }
        let client = HTTPClient(proxies: Self.proxies(["http_proxy": proxy.url("")]))
        defer {
            client.stop()
            proxy.stop()
        }
        let reply = try await client.perform(
            Request(url: "http://news.example/a", userAgent: "x", addresses: .public))
        #expect(reply.body == [1])
        #expect(reply.redirects == [301])
        #expect(seen.withLock { $0 } == ["http://news.example/a", "http://news.example/b"])
    }

    @Test(arguments: ["http://169.254.169.254/latest", "http://10.0.0.5/", "http://localhost/"])
    func `An address in numbers is still checked before the proxy gets it`(target: String) async throws {
        let proxy = try LoopbackServer { _ in LoopbackResponse(302, headers: [("Location", target)]) }
        let client = HTTPClient(proxies: Self.proxies(["http_proxy": proxy.url("")]))
        defer {
            client.stop()
            proxy.stop()
        }
        do {
            _ = try await client.perform(
                Request(url: "http://news.example/", userAgent: "x", addresses: .public))
            Issue.record("the proxy was asked for \(target)")
        } catch {
            guard case .privateAddress = error else {
                Issue.record("\(error)")
                return
            }
        }
    }

    @Test func `What is reached without the proxy is checked as before`() async throws {
        let server = try LoopbackServer { _ in LoopbackResponse(200) }
        let proxy = try LoopbackServer { _ in
            LoopbackResponse(302, headers: [("Location", server.url("/"))])
        }
        let client = HTTPClient(
            proxies: Self.proxies(["http_proxy": proxy.url(""), "no_proxy": "127.0.0.1"]))
        defer {
            client.stop()
            server.stop()
            proxy.stop()
        }
        await #expect(throws: TransportError.privateAddress("127.0.0.1")) {
            try await client.perform(Request(url: "http://news.example/", userAgent: "x", addresses: .public))
        }
    }
}
