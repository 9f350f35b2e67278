import Foundation
import TestSupport
import Testing

/// The demo of somebody's own headlines: the whole daemon, at speed, with the configured sinks.
@Suite struct DemoTests {
    @Test func `Own headlines go through the daemon to the configured sinks`() async throws {
        let folder = try TemporaryFolder()
        let told = "\(folder.path)/told.jsonl"
        _ = try folder.file(
            "feeds.yaml", Array("feeds: []\nentities: [{ symbol: BA, name: Boeing }]\n".utf8))
        let config = try folder.file(
            "b.yaml",
            Array(
                """
                database: live.db
                alert_log: live.jsonl
                catalogues: [feeds.yaml]
                detection: { minimum_sources: 2 }
                sinks: [{ id: tee, kind: command, command: [/usr/bin/tee, -a, \(told)] }]

                """.utf8))
        let bad = [
            "Boeing faces criminal probe over falsified records", "Boeing shares plunge after crash",
            "Regulator grounds Boeing jets after fatal accident", "Boeing warns of massive loss",
            "Boeing sued for fraud by investors", "Boeing halts production amid safety crisis",
            "Boeing chief resigns over scandal", "Boeing recalls jets after engine fire",
            "Boeing cut to junk as losses mount",
        ]
        let rows = bad.enumerated().map { index, title in
            "2027-01-25T09:\(10 + index * 3):00Z\tWire \(index % 3)\t\(title)\n"
        }
        let file = try folder.file("mine.tsv", Array(rows.joined().utf8))
        let result = try await Program.run(
            ["demo", file, "--config", config, "--directory", "\(folder.path)/out"])
        #expect(result.status == 0, "\(result.errors)")
        #expect(result.errors.contains("ALERT  entity:BA"), "\(result.errors)")
        let notices = try String(contentsOfFile: told, encoding: .utf8).split(separator: "\n")
        #expect(notices.contains { $0.contains("\"stream\":\"entity:BA\"") && $0.contains("2027-01-25T09:") })
        #expect(!FileManager.default.fileExists(atPath: "\(folder.path)/live.db"), "its own files are left")
        #expect(!FileManager.default.fileExists(atPath: "\(folder.path)/live.jsonl"))
    }

    @Test(arguments: [
        ("no tabs here\n", "mine.tsv:1: expected date, source and text"), ("", "there are no headlines"),
        ("date\tsource\ttext\nsoon\ta\tb\n", "mine.tsv:2: \"soon\" is not a date"),
    ])
    func `A file that is no list of headlines is refused with its line`(text: String, words: String)
        async throws
    {
        let folder = try TemporaryFolder()
        let result = try await Program.run(["demo", try folder.file("mine.tsv", Array(text.utf8))])
        #expect(result.status == 65)
        #expect(result.errors.contains(words), "\(result.errors)")
    }

    @Test func `A history that no demo made is not replaced`() async throws {
        let folder = try TemporaryFolder()
        let file = try folder.file("mine.tsv", Array("2027-01-25T09:10:00Z\tWire\tAcme sues Zembla\n".utf8))
        let history = try folder.file("bellwether.db", Array("precious".utf8))
        let demo = ["demo", file, "--directory", folder.path]
        let refused = try await Program.run(demo)
        #expect(refused.status == 1)
        #expect(refused.errors.contains("\(history) is not of a demo"), "\(refused.errors)")
        #expect(try String(contentsOfFile: history, encoding: .utf8) == "precious")
        try FileManager.default.removeItem(atPath: history)
        #expect(try await Program.run(demo).status == 0)
        #expect(try await Program.run(demo).status == 0, "its own history is replaced")
    }
}
