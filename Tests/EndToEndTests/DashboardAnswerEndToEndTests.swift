import Domain
import Foundation
import History
import SQLiteHistory
import TestSupport
import Testing

/// Pages and the command line answer the same alerts.
@Suite(.timeLimit(.minutes(3))) struct DashboardAnswerEndToEndTests {
    @Test func `What is answered on a page is seen by the commands, and the other way round`() async throws {
        let folder = try TemporaryFolder()
        try folder.writeCatalogue(["http://127.0.0.1:9/feed"])
        let path = "\(folder.path)/history.db"
        do {
            var commit = Commit { _, _ in NoticeRoute(receivers: ["log"], isSilenced: false) }
            commit.notices = [.sample("a1b2"), .sample("c3d4", of: .topic("oil"))]
            try await SQLiteHistory.open(path, as: .daemon).commit(commit)
        }
        let port = try Ports.free()
        let config = try folder.writeConfiguration(
            with: "dashboard: { port: \(port), user_header: X-User }\n")
        let daemon = try Program.start(["run", "--config", config], errors: "\(folder.path)/errors")
        let site = RawServer.port(port)
        let name = [(name: "X-User", value: "ann")]
        try await wait("the pages", seconds: 60) { site.ask("/alerts", headers: name)?.status == 200 }

        let page = try #require(site.ask("/sources/f0", headers: name))
        let form = try "token=\(#require(page.field("token")))&nonce=\(#require(page.field("nonce")))"
        let session = name + [(name: "Cookie", value: try #require(page.cookie))]
        let answer = site.ask("/alerts/ack", form: form + "&id=a1b2&for=2h&reason=on+it", headers: session)
        #expect(answer?.status == 303)
        let listed = try await Program.run(["alerts", "--database", path])
        let told = try #require(listed.lines.first { $0["id"] as? String == "a1b2" })
        let feedback = try #require((told["answers"] as? [[String: Any]])?.first)
        #expect(feedback["by"] as? String == "ann")
        #expect(feedback["reason"] as? String == "on it")
        #expect(feedback["until"] is String)

        let dismissed = try await Program.run(
            ["dismiss", "c3d4", "--by", "bob", "--code", "stale", "--database", path])
        #expect(dismissed.status == 0, "\(dismissed.errors)")
        let shown = try #require(site.ask("/alerts/c3d4", headers: session))
        #expect(shown.body.contains("dismissed by bob, stale"))
        let silenced = try await Program.run(
            ["silence", "topic:oil", "--for", "2h", "--by", "bob", "--force", "--database", path])
        #expect(silenced.status == 0, "\(silenced.errors)")
        #expect(site.ask("/silences", headers: session)?.body.contains("<code>topic:oil</code>") == true)
        daemon.terminate()
        daemon.waitUntilExit()
        #expect(daemon.terminationStatus == 0)
    }
}
