import Foundation
import Loopback
import TestSupport
import Testing
import Transport

/// The pages of the built binary.
@Suite(.timeLimit(.minutes(3))) struct DashboardEndToEndTests {
    private let folder: TemporaryFolder
    private let client = HTTPClient()

    init() throws {
        folder = try TemporaryFolder()
        try folder.writeCatalogue(["http://127.0.0.1:9/feed"])
    }

    private func get(
        _ url: String, headers: [(name: String, value: String)] = []
    ) async -> (status: Int, text: String)? {
        guard
            let reply = try? await client.perform(Request(url: url, headers: headers, userAgent: "test"))
        else { return nil }
        return (reply.status, String(decoding: reply.body, as: UTF8.self))
    }

    @Test func `One port has pages behind a token, metrics and health, also after a reload`() async throws {
        let port = try Ports.free()
        let config = try folder.writeConfiguration(
            with: "dashboard: { port: \(port), token: PAGES_TOKEN }\nmetrics_port: \(port)\n")
        let daemon = try Program.start(
            ["run", "--config", config], errors: "\(folder.path)/errors",
            environment: ["PAGES_TOKEN": "open-sesame"])
        defer { client.stop() }
        let site = "http://127.0.0.1:\(port)"
        try await wait("the daemon", seconds: 60) { await get("\(site)/readyz")?.status == 200 }
        for _ in 0..<2 {
            #expect(await get("\(site)/metrics")?.text.contains("bellwether_build_info") == true)
            #expect(await get("\(site)/alerts.json")?.status == 401)
            let token = [(name: "Authorization", value: "Bearer open-sesame")]
            let sources = try #require(await get("\(site)/sources.json", headers: token))
            #expect(sources.status == 200)
            #expect(sources.text.contains("\"id\":\"f0\""))
            let page = try #require(await get("\(site)/sources", headers: token))
            #expect(page.text.contains("<h1>Sources</h1>"))
            #expect(!page.text.contains("open-sesame"))
            kill(daemon.processIdentifier, SIGHUP)
            try await wait("the reload", seconds: 60) {
                try String(contentsOfFile: "\(folder.path)/errors", encoding: .utf8)
                    .split(separator: "\n").count { $0.contains("Watching") } > 1
            }
            try await wait("the new server", seconds: 60) { await get("\(site)/readyz")?.status == 200 }
        }
        daemon.terminate()
        daemon.waitUntilExit()
        #expect(daemon.terminationStatus == 0)
    }

    @Test func `A token that is missing ends the daemon with 78 and a sentence`() async throws {
        let config = try folder.writeConfiguration(
            with: "dashboard: { port: \(try Ports.free()), token: NO_SUCH_TOKEN }\n")
        let ended = try await Program.run(["run", "--config", config])
        #expect(ended.status == 78)
        #expect(ended.errors.contains("there is no credential and no environment variable NO_SUCH_TOKEN"))
        client.stop()
    }

    @Test func `A history without a daemon has pages that only show`() async throws {
        let config = try folder.writeConfiguration()
        _ = try await Program.run(["run", "--once", "--config", config])
        let port = try Ports.free()
        let pages = try Program.start(
            [
                "dashboard", "--database", "\(folder.path)/history.db", "--config", config, "--port",
                "\(port)",
            ],
            errors: "\(folder.path)/errors")
        defer { client.stop() }
        let site = "http://127.0.0.1:\(port)"
        try await wait("the pages", seconds: 60) { await get(site)?.status == 200 }
        let page = try #require(await get("\(site)/sources/f0"))
        #expect(page.status == 200)
        #expect(!page.text.contains("Poll now"))
        pages.terminate()
        pages.waitUntilExit()
        #expect(pages.terminationStatus == 0)
        let errors = try String(contentsOfFile: "\(folder.path)/errors", encoding: .utf8)
        #expect(errors.contains("The pages are at http://127.0.0.1:\(port)/"))
    }

    @Test func `A port that is in use ends the command with 74 and a sentence`() async throws {
        let config = try folder.writeConfiguration()
        _ = try await Program.run(["run", "--once", "--config", config])
        let server = try LoopbackServer { _ in LoopbackResponse(200) }
        defer { server.stop() }
        let ended = try await Program.run(["dashboard", "--config", config, "--port", "\(server.port)"])
        #expect(ended.status == 74)
        #expect(ended.errors.contains("cannot listen on 127.0.0.1:\(server.port): address already in use"))
        client.stop()
    }
}
