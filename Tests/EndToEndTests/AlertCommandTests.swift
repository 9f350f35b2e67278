import Ranking
import Domain
import Foundation
import History
import SQLiteHistory
import TestSupport
import Testing

/// The commands that read and answer alerts, on a database that the daemon could have left.
@Suite struct AlertCommandTests {
    let folder: TemporaryFolder
    let path: String

    init() async throws {
        folder = try TemporaryFolder()
        path = "\(folder.path)/history.db"
        try await store([.sample("a1b2"), .sample("c3d4", of: .market)])
    }

    private func store(_ alerts: [Alert], _ rankings: [AlertRanking] = []) async throws {
        var commit = Commit { _, _ in NoticeRoute(receivers: ["log"], isSilenced: false) }
        commit.notices = alerts
        commit.rankings = rankings
        try await SQLiteHistory.open(path, as: .daemon).commit(commit)
    }

    private func run(_ arguments: [String]) async throws -> Program.Result {
        try await Program.run(arguments + ["--database", path])
    }

    @Test func `Alerts are listed with what people said of them`() async throws {
        #expect(try await run(["ack", "a1", "--by", "ann", "--reason", "on it", "--for", "2h"]).status == 0)
        #expect(try await run(["ack", "a1", "--for", "soon"]).status == 64)
        #expect(try await run(["dismiss", "c3d4", "--by", "bob", "--code", "stale"]).status == 0)
        #expect(try await run(["dismiss", "c3d4", "--code", "ugly"]).status == 64)
        let listed = try await run(["alerts"])
        #expect(listed.status == 0, "\(listed.errors)")
        #expect(listed.lines.compactMap { $0["id"] as? String } == ["a1b2", "c3d4"])
        let answers = listed.lines.compactMap { ($0["answers"] as? [[String: Any]])?.first }
        #expect(answers.compactMap { $0["kind"] as? String } == ["acknowledged", "dismissed"])
        #expect(answers.map { $0["until"] is String } == [true, false])
        #expect(listed.lines.compactMap { $0["acknowledged"] as? Bool } == [true, false])
        #expect(
            try await run(["alerts", "--ranked"]).lines.compactMap { $0["id"] as? String } == [
                "c3d4", "a1b2",
            ],
            "what nobody looks at comes first")
        #expect(answers.compactMap { $0["code"] as? String } == ["stale"])
        #expect(answers.compactMap { $0["by"] as? String } == ["ann", "bob"])
        let pending = listed.lines.compactMap {
            ($0["pending"] as? [[String: Any]])?.first?["sink"] as? String
        }
        #expect(pending == ["log", "log"])
        #expect(listed.lines.allSatisfy { $0["explanation"] as? String == "why" })
        #expect(
            try await run(["alerts", "--limit", "1"]).lines.compactMap { $0["id"] as? String } == ["c3d4"])
        let unknown = try await run(["ack", "zz"])
        #expect(unknown.status == 65)
        #expect(unknown.errors.contains("there is no alert zz in \(path)"))
    }

    @Test func `What was answered ranks the open alerts, is told, and can be forgotten`() async throws {
        for number in 0..<12 {
            let isUseful = number % 2 == 0
            var alert = Alert.sample("r\(number)x", of: isUseful ? .entity("ACME") : .topic("x"))
            alert.context.usefulness = isUseful ? 0.9 : 0.1
            let ranking = AlertRanking(
                alertID: alert.id, at: alert.at, features: AlertFeatures(alert).values)
            try await store([alert], [ranking])
            #expect(try await run([isUseful ? "ack" : "dismiss", alert.id]).status == 0)
        }
        let report = try #require(try await run(["ranking"]).lines.first)
        #expect(report["answered"] as? Int == 12 && report["useful"] as? Int == 6)
        let weights = try #require(report["weights"] as? [[String: Any]])
        let topic = weights.first { $0["property"] as? String == "about a topic" }
        #expect(try #require(topic?["weight"] as? Double) < -0.1)
        let ranked = try await run(["alerts", "--ranked"]).lines
        // Of those that nobody looks at, the two unranked ones count as even.
        #expect(Set(ranked.prefix(2).compactMap { $0["id"] as? String }) == ["a1b2", "c3d4"])
        let others = ranked.dropFirst(2).compactMap { $0["stream"] as? String }
        #expect(
            others == [String](repeating: "topic:x", count: 6) + [String](repeating: "entity:ACME", count: 6))
        #expect(try await run(["ranking", "--reset"]).errors.contains("12 ranked alerts are forgotten"))
        #expect(try await run(["attention"]).lines.first?["answered"] as? Int == 0)
    }

    @Test func `The table shows open alerts and feeds`() async throws {
        let result = try await run(["top", "--once"])
        #expect(result.status == 0, "\(result.errors)")
        let lines = result.output.split(separator: "\n")
        #expect(
            lines.first?.hasPrefix("bellwether: 0 feeds, 0 blind; 0 items; 2 alerts open;") == true,
            "\(result.output)")
        #expect(lines.contains { $0.contains("entity:ACME") && $0.contains("why") })
        #expect(lines.contains { $0.hasPrefix("feed ") })
        #expect(try await run(["top", "--every", "0"]).status == 64)
    }

    @Test func `A silence says what it would have muted, is listed, and ends`() async throws {
        let silenced = try await run([
            "silence", "entity:*", "--for", "2h", "--by", "ann", "--reason", "earnings",
        ])
        #expect(silenced.status == 0, "\(silenced.errors)")
        #expect(silenced.lines.first?["streams"] as? String == "entity:*")
        #expect(silenced.lines.first?["would_have_muted"] is Int)
        #expect(try await run(["alerts", "silences"]).lines.compactMap { $0["by"] as? String } == ["ann"])
        #expect(try await run(["alerts", "silences", "--end", "1"]).status == 0)
        #expect(try await run(["alerts", "silences"]).output.isEmpty)
        for arguments in [
            ["acme", "--for", "2h"], ["market", "--for", "soon"], ["x:*", "--for", "1d"], ["market"],
        ] {
            #expect(try await run(["silence"] + arguments).status == 64, "\(arguments)")
        }
    }

    @Test func `A backup is a database of its own`() async throws {
        let copy = "\(folder.path)/copy.db"
        let result = try await run(["backup", copy])
        #expect(result.status == 0, "\(result.errors)")
        #expect(try await SQLiteHistory.open(copy, as: .daemon).counts().alerts == 2)
        #expect(try await run(["backup", "/nowhere/copy.db"]).status == 74)
        let missing = try await Program.run(["backup", copy, "--database", "\(folder.path)/none.db"])
        #expect(missing.status == 66)
        #expect(!FileManager.default.fileExists(atPath: "\(folder.path)/none.db"))
    }

    @Test func `A follower prints alerts as they come`() async throws {
        let output = try folder.file("out", [])
        let process = Process()
        process.executableURL = URL(fileURLWithPath: Program.path)
        process.arguments = ["alerts", "--follow", "--database", path]
        process.standardOutput = try FileHandle(forWritingTo: URL(fileURLWithPath: output))
        process.standardInput = FileHandle.nullDevice
        try process.run()
        defer { process.terminate() }
        func printed(_ count: Int) async throws -> Bool {
            for _ in 0..<400 {
                let bytes = try Data(contentsOf: URL(fileURLWithPath: output))
                if bytes.count(where: { $0 == UInt8(ascii: "\n") }) >= count { return true }
                try await Task.sleep(for: .milliseconds(25))
            }
            return false
        }
        #expect(try await printed(2))
        try await store([.sample("e5", of: .topic("oil"))])
        #expect(try await printed(3))
    }
}
