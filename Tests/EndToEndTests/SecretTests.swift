import Domain
import Foundation
import History
import SQLiteHistory
import TestSupport
import Testing

/// A shell has none of the credentials that systemd gives to the daemon.
@Suite struct SecretTests {
    let folder: TemporaryFolder
    let config: String

    init() async throws {
        folder = try TemporaryFolder()
        _ = try folder.file(
            "feeds.yaml",
            Array(
                "feeds:\n  - { id: keyed, title: K, url: \"http://127.0.0.1:9/?k=${NO_SUCH_KEY}\" }\n".utf8))
        config = try folder.file(
            "b.yaml",
            Array(
                """
                database: history.db
                alert_log: alerts.jsonl
                catalogues: [feeds.yaml]
                threads: 1
                sinks: [{ id: audit, kind: webhook, url: "http://127.0.0.1:9/", secret: AUDIT_KEY }]

                """.utf8))
        var commit = Commit { _, _ in NoticeRoute(receivers: ["log"], isSilenced: false) }
        commit.notices = [.sample("a1b2"), .sample("c3d4", of: .market)]
        try await SQLiteHistory.open("\(folder.path)/history.db", as: .daemon).commit(commit)
    }

    @Test(arguments: [
        ["alerts"], ["alerts", "--ranked"], ["alerts", "silences"], ["alerts", "retry"], ["ack", "a1b2"],
        ["dismiss", "c3d4"], ["silence", "entity:ACME", "--for", "2h"], ["ranking"], ["feeds"],
        ["feeds", "export"], ["top", "--once"], ["config", "dump"], ["check"], ["check", "--history"],
        ["backup", "copy.db"], ["replay", "--history"],
    ])
    func `What sends nothing needs no secrets`(arguments: [String]) async throws {
        let words = arguments.map { $0 == "copy.db" ? "\(folder.path)/copy.db" : $0 }
        let result = try await Program.run(words + ["--config", config])
        #expect(result.status == 0, "\(result.errors)")
    }

    @Test(arguments: [
        (["run", "--once"], "secret: there is no credential and no environment variable AUDIT_KEY"),
        (["alerts", "test-sink", "audit"], "AUDIT_KEY"), (["feeds", "test", "keyed"], "NO_SUCH_KEY"),
    ])
    func `What sends names the secret that it misses`(arguments: [String], words: String) async throws {
        let result = try await Program.run(arguments + ["--config", config])
        #expect(result.status == 78)
        #expect(result.errors.contains(words), "\(result.errors)")
    }

    @Test func `A check lists what it cannot read here`() async throws {
        let errors = try await Program.run(["check", "--config", config]).errors
        #expect(errors.contains("hint: \(config):5: secret: there is no credential"), "\(errors)")
        #expect(errors.contains("NO_SUCH_KEY"))
    }
}
