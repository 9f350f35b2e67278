import Domain
import Foundation
import Glibc
import History
import SQLiteHistory
import TestSupport
import Testing

/// A user who may read files and write none.
private enum StrictUser {
    /// What runs the program as a user who may not write: root becomes nobody, others are held off by the
    /// folder's mode.
    static let wrapper =
        getuid() == 0 ? ["/usr/bin/setpriv", "--reuid=65534", "--regid=65534", "--clear-groups"] : []

    static func isPossible() async -> Bool {
        guard let command = wrapper.first else { return true }
        guard FileManager.default.isExecutableFile(atPath: command) else { return false }
        // Nobody may be kept from the folder in which the tests were built.
        return (try? await Program.run(["--version"], through: wrapper))?.status == 0
    }
}

/// Commands that only ask, run by a user who may read the history and write nowhere near it.
@Suite(
    .enabled("needs a user without rights: setpriv for root, else the user itself") {
        await StrictUser.isPossible()
    })
struct ReadOnlyTests {
    let folder: TemporaryFolder
    let path: String

    init() async throws {
        folder = try TemporaryFolder()
        path = "\(folder.path)/history.db"
        let history = try SQLiteHistory.open(path, as: .daemon)
        var commit = Commit { _, _ in NoticeRoute(receivers: ["log"], isSilenced: false) }
        commit.notices = [.sample("a1b2")]
        try await history.commit(commit)
    }

    private func setWritable(_ isWritable: Bool) throws {
        try FileManager.default.setAttributes(
            [.posixPermissions: isWritable ? 0o755 : 0o555], ofItemAtPath: folder.path)
    }

    private func ask(_ arguments: [String]) async throws -> Program.Result {
        try await Program.run(arguments + ["--database", path], through: StrictUser.wrapper)
    }

    private func files() throws -> [String: Data] {
        var files: [String: Data] = [:]
        for name in try FileManager.default.contentsOfDirectory(atPath: folder.path) {
            files[name] = FileManager.default.contents(atPath: "\(folder.path)/\(name)")
        }
        return files
    }

    @Test(arguments: [
        ["alerts"], ["alerts", "--ranked"], ["alerts", "silences"], ["feeds"], ["top", "--once"], ["ranking"],
    ])
    func `A user who may only read asks, with no daemon running`(arguments: [String]) async throws {
        try setWritable(false)
        defer { try? setWritable(true) }
        let before = try files()
        #expect(Set(before.keys) == ["history.db"], "the last connection took its log along")
        let result = try await ask(arguments)
        #expect(result.status == 0, "\(result.errors)")
        if arguments.first == "alerts", arguments.last != "silences" {
            #expect(result.lines.compactMap { $0["id"] as? String } == ["a1b2"])
        }
        #expect(try files() == before)
    }

    @Test func `A user who may only read asks while the daemon has the file open`() async throws {
        let daemon = try SQLiteHistory.open(path, as: .daemon)
        var commit = Commit { _, _ in NoticeRoute(receivers: ["log"], isSilenced: false) }
        commit.notices = [.sample("c3d4")]
        try await daemon.commit(commit)
        try setWritable(false)
        defer { try? setWritable(true) }
        let result = try await ask(["alerts"])
        #expect(result.status == 0, "\(result.errors)")
        #expect(
            result.lines.compactMap { $0["id"] as? String } == ["a1b2", "c3d4"], "also what is in the log")
        #expect(try await daemon.counts().alerts == 2)
    }

    @Test func `A log that a killed daemon left is refused in a sentence`() async throws {
        let daemon = try SQLiteHistory.open(path, as: .daemon)
        let killed = try folder.file("killed.db")
        for end in ["", "-wal"] {
            try FileManager.default.copyItem(atPath: path + end, toPath: killed + end)
        }
        try setWritable(false)
        defer { try? setWritable(true) }
        let result = try await Program.run(["alerts", "--database", killed], through: StrictUser.wrapper)
        #expect(result.status == 74)
        #expect(result.errors.contains("start the daemon"), "\(result.errors)")
        withExtendedLifetime(daemon) {}
    }

    @Test func `The doctor tells a user without rights what to do about it`() async throws {
        _ = try folder.file("feeds.yaml", Array("feeds: []\n".utf8))
        let config = try folder.file(
            "b.yaml",
            Array("database: history.db\nalert_log: alerts.jsonl\ncatalogues: [feeds.yaml]\n".utf8))
        try FileManager.default.setAttributes([.posixPermissions: 0o600], ofItemAtPath: path)
        try setWritable(false)
        defer { try? setWritable(true) }
        // The owner may read; only somebody else may not.
        guard getuid() == 0 else { return }
        let result = try await Program.run(["doctor", "--config", config], through: StrictUser.wrapper)
        #expect(result.status == 1, "\(result.errors)")
        func detail(_ check: String) -> String? {
            result.lines.first { $0["check"] as? String == check && $0["ok"] as? Bool == false }?["detail"]
                as? String
        }
        #expect(detail("database")?.contains("this user may not read \(path)") == true, "\(result.output)")
        #expect(detail("alert log")?.contains("this user may not write \(folder.path)") == true)
    }

    @Test func `What a user may not write is refused in a sentence`() async throws {
        try setWritable(false)
        defer { try? setWritable(true) }
        let result = try await ask(["ack", "a1b2"])
        #expect(result.status == 74)
        #expect(result.errors.contains("cannot open the database \(path)"), "\(result.errors)")
    }
}
