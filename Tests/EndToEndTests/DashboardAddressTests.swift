import Foundation
import Loopback
import TestSupport
import Testing

/// Where the built binary serves its pages: ports that move or are taken, sockets, and a proxy before it.
@Suite(.timeLimit(.minutes(3))) struct DashboardAddressTests {
    private let folder: TemporaryFolder

    init() throws {
        folder = try TemporaryFolder()
        try folder.writeCatalogue(["http://127.0.0.1:9/feed"])
    }

    private var errors: String {
        get throws { try String(contentsOfFile: "\(folder.path)/errors", encoding: .utf8) }
    }

    private func start(with more: String) throws -> Process {
        let config = try folder.writeConfiguration(with: more)
        return try Program.start(["run", "--config", config], errors: "\(folder.path)/errors")
    }

    @Test func `A Unix socket is served, also where a killed daemon left its file`() async throws {
        let path = "\(folder.path)/pages.sock"
        for _ in 0..<2 {
            let daemon = try start(with: "dashboard: { socket: \(path) }\n")
            try await wait("the socket", seconds: 60) {
                RawServer.socket(path).ask("/sources")?.status == 200
            }
            #expect(RawServer.socket(path).ask("/")?.body.contains("Overview") == true)
            kill(daemon.processIdentifier, SIGKILL)
            daemon.waitUntilExit()
            #expect(FileManager.default.fileExists(atPath: path), "nobody was there to remove it")
        }
    }

    @Test func `A daemon whose port is taken says so, goes on watching and ends well`() async throws {
        let other = try LoopbackServer { _ in LoopbackResponse(200) }
        defer { other.stop() }
        let daemon = try start(with: "dashboard: { port: \(other.port) }\n")
        try await wait("the message", seconds: 60) { try errors.contains("Could not start a web server") }
        #expect(
            try errors.contains("cannot listen on 127.0.0.1:\(other.port): address already in use. Choose"))
        #expect(daemon.isRunning)
        daemon.terminate()
        daemon.waitUntilExit()
        #expect(daemon.terminationStatus == 0)
    }

    @Test func `A reload moves the pages to another port`() async throws {
        let ports = [try Ports.free(), try Ports.free()]
        let daemon = try start(with: "dashboard: { port: \(ports[0]) }\n")
        try await wait("the pages", seconds: 60) { RawServer.port(ports[0]).ask("/")?.status == 200 }
        _ = try folder.writeConfiguration(with: "dashboard: { port: \(ports[1]) }\n")
        kill(daemon.processIdentifier, SIGHUP)
        try await wait("the new port", seconds: 60) { RawServer.port(ports[1]).ask("/")?.status == 200 }
        try await wait("the end of the old one", seconds: 60) { RawServer.port(ports[0]).ask("/") == nil }
        daemon.terminate()
        daemon.waitUntilExit()
        #expect(daemon.terminationStatus == 0)
    }

    @Test func `Behind a proxy, pages keep to their path and know the visitor`() async throws {
        let port = try Ports.free()
        // As nginx would: the name of the site, the scheme, who was logged in, and nobody else's word for it.
        let proxy = try LoopbackServer { request in
            let passed = ["cookie", "origin"].compactMap { name in
                request.headers[name].map { (name: name, value: $0) }
            }
            let response = RawServer.port(port).ask(
                request.target,
                form: request.method == "POST" ? String(decoding: request.body, as: UTF8.self) : nil,
                headers: passed + [
                    ("Host", "news.example.com"), ("X-Forwarded-Proto", "https"), ("X-Forwarded-User", "ann"),
                ])
            guard let response else { return LoopbackResponse(502) }
            return LoopbackResponse(
                response.status,
                headers: ["set-cookie", "location", "content-type"].compactMap { name in
                    response.headers[name].map { (name: name, value: $0) }
                }, body: Array(response.body.utf8))
        }
        defer { proxy.stop() }
        let daemon = try start(
            with: """
                dashboard: { port: \(port), base: /bellwether, hosts: [news.example.com], user_header: X-Forwarded-User }

                """)
        let site = RawServer.port(proxy.port)
        try await wait("the pages", seconds: 60) { site.ask("/bellwether/sources/f0")?.status == 200 }
        let page = try #require(
            site.ask("/bellwether/sources/f0", headers: [("X-Forwarded-User", "eve")]))
        #expect(page.body.contains("You are ann"))
        let links = page.body.split(separator: "href=\"").dropFirst().map { $0.prefix { $0 != "\"" } }
        #expect(links.allSatisfy { $0.hasPrefix("/bellwether/") || $0.hasPrefix("#") }, "\(links)")
        #expect(
            page.headers["set-cookie"]?.contains("Path=/bellwether; HttpOnly; SameSite=Strict; Secure")
                == true)
        let form = try [
            "token": #require(page.field("token")), "nonce": #require(page.field("nonce")), "id": "f0",
            "back": "/bellwether/sources/f0",
        ].map { "\($0.key)=\($0.value)" }.joined(separator: "&")
        let own = [
            (name: "Cookie", value: try #require(page.cookie)),
            (name: "Origin", value: "https://news.example.com"),
        ]
        let paused = try #require(site.ask("/bellwether/sources/pause", form: form, headers: own))
        #expect(paused.status == 303)
        #expect(paused.headers["location"]?.hasPrefix("/bellwether/sources/f0?done=paused") == true)
        let foreign = [own[0], (name: "Origin", value: "https://evil.example")]
        #expect(site.ask("/bellwether/sources/resume", form: form, headers: foreign)?.status == 403)
        daemon.terminate()
        daemon.waitUntilExit()
    }
}

/// Ports of loopback.
enum Ports {
    /// One that nobody has now.
    static func free() throws -> Int {
        let server = try LoopbackServer { _ in LoopbackResponse(200) }
        defer { server.stop() }
        return server.port
    }
}
