import Domain
import Foundation
import History
import SQLiteHistory
import TestSupport
import Testing

/// The commands that decide on companies of no catalogue, on a database that the daemon could have left.
@Suite struct EntityCommandTests {
    let folder: TemporaryFolder
    let path: String

    init() async throws {
        folder = try TemporaryFolder()
        path = "\(folder.path)/history.db"
        var commit = Commit { _, _ in NoticeRoute(receivers: [], isSilenced: false) }
        var entity = DiscoveredEntity(
            key: "zembla", name: "Zembla", firstSeen: Instant(seconds: 1_795_426_200))
        entity.stories = 2
        commit.discovered = [entity]
        try await SQLiteHistory.open(path, as: .daemon).commit(commit)
    }

    private func run(_ arguments: String...) async throws -> Program.Result {
        try await Program.run(["entities"] + arguments + ["--database", path])
    }

    @Test func `What is said of a name is listed, the last word only`() async throws {
        #expect(try await run("list").lines.first?["status"] as? String == "candidate")
        for (words, status) in [
            (["accept", "Zembla Inc."], "accepted"), (["merge", "Zembla's", "ZMB", "--force"], "merged"),
            (["ignore", "ZEMBLA"], "ignored"),
        ] {
            let said = try await Program.run(
                ["entities"] + words + ["--by", "ann", "--reason", "known", "--database", path])
            #expect(said.status == 0, "\(said.errors)")
            let listed = try await run()
            #expect(listed.lines.count == 1)
            #expect(listed.lines.first?["status"] as? String == status)
            #expect(listed.lines.first?["by"] as? String == "ann")
            #expect(listed.lines.first?["stories"] as? Int == 2)
        }
    }

    @Test func `A list is imported, and one that is none is refused`() async throws {
        let list = "\(folder.path)/list.tsv"
        try "ticker\tname\nZMB\tZembla Corp\nZMB\tOther\n".write(
            toFile: list, atomically: true, encoding: .utf8)
        let imported = try await run("import", list)
        #expect(imported.status == 0, "\(imported.errors)")
        #expect(imported.lines.first?["listed"] as? Int == 1 && imported.lines.first?["new"] as? Int == 1)
        #expect(imported.lines.first?["repeated"] as? [String] == ["ZMB"])
        #expect(try await run("merge", "Zembla", "ZMB").status == 0)
        #expect(try await run("merge", "Zembla", "NONE").status == 65)
        #expect(try await run("accept", "Inc.").status == 65)
        try "a\tb\n".write(toFile: list, atomically: true, encoding: .utf8)
        #expect(try await run("import", list).status == 65)
        #expect(try await run("import", "\(folder.path)/none").status == 66)
    }
}
