import Domain
import Foundation
import Glibc
import History
import Loopback
import SQLiteHistory
import TestSupport
import Testing

/// One daemon, one database, and backups of it.
@Suite(.serialized) struct OneDatabaseTests {
    let folder: TemporaryFolder
    let config: String
    let database: String

    init() throws {
        folder = try TemporaryFolder()
        database = "\(folder.path)/history.db"
        config = try folder.writeConfiguration()
        try folder.writeCatalogue(["http://127.0.0.1:9/down"])
    }

    private func start(_ arguments: [String] = []) throws -> Process {
        try Program.start(
            ["run", "--config", config] + arguments, errors: "\(folder.path)/errors\(arguments.count)")
    }

    @Test func `A second daemon names the first, and starts when that was killed`() async throws {
        let first = try start()
        try await wait("the first daemon") { SQLiteHistory.daemon(of: database) != nil }
        try FileManager.default.createSymbolicLink(
            atPath: "\(folder.path)/link.db", withDestinationPath: "history.db")
        let other = try folder.file(
            "other.yaml",
            Array("database: link.db\nalert_log: other.jsonl\ncatalogues: [feeds.yaml]\nthreads: 1\n".utf8))
        let commands = [
            ["run", "--config", config], ["run", "--once", "--config", other],
            ["migrate", "--database", database],
        ]
        for command in commands {
            let second = try await Program.run(command)
            #expect(second.status == 75, "\(command): \(second.errors)")
            #expect(second.errors.contains("process \(first.processIdentifier), since "), "\(second.errors)")
        }
        #expect(try await Program.run(["feeds", "--database", database]).status == 0)
        #expect(try await Program.run(["feeds", "pause", "f0", "--database", database]).status == 0)
        let waiting = try start(["--wait"])
        try await wait("the message") {
            try String(contentsOfFile: "\(folder.path)/errors1", encoding: .utf8).contains(
                "Waiting for the database")
        }
        kill(first.processIdentifier, SIGKILL)
        first.waitUntilExit()
        let own = "process \(waiting.processIdentifier), "
        try await wait("the second daemon") {
            SQLiteHistory.daemon(of: database)?.hasPrefix(own) == true
        }
        kill(waiting.processIdentifier, SIGKILL)
        waiting.waitUntilExit()
        #expect(SQLiteHistory.daemon(of: database) == nil)
    }

    @Test func `A backup onto the database, or over what is none of ours, is refused with 64`() async throws {
        do { _ = try SQLiteHistory.open(database, as: .daemon) }
        let before = try Data(contentsOf: URL(fileURLWithPath: database))
        let notes = try folder.file("notes.txt", Array("mine".utf8))
        for target in [database, "\(folder.path)/./history.db", "\(database)-wal", notes] {
            let result = try await Program.run(["backup", target, "--config", config])
            #expect(result.status == 64, "\(result.errors)")
            #expect(result.errors.contains("Name another file"))
        }
        #expect(try Data(contentsOf: URL(fileURLWithPath: database)) == before)
    }

    @Test func `A running daemon is not restored over; a backup that is none is told`() async throws {
        do { _ = try SQLiteHistory.open(database, as: .daemon) }
        let copy = "\(folder.path)/copy.db"
        #expect(try await Program.run(["backup", copy, "--config", config]).status == 0)
        let daemon = try start()
        try await wait("the daemon") { SQLiteHistory.daemon(of: database) != nil }
        let refused = try await Program.run(["restore", copy, "--config", config])
        #expect(refused.status == 75)
        #expect(refused.errors.contains("process \(daemon.processIdentifier)"))
        kill(daemon.processIdentifier, SIGTERM)
        daemon.waitUntilExit()
        let restored = try await Program.run(["restore", copy, "--config", config])
        #expect(restored.status == 0, "\(restored.errors)")
        #expect(restored.errors.contains("The former database is \(database).before-"))
        let notes = try folder.file("notes.txt", Array("mine".utf8))
        #expect(try await Program.run(["restore", notes, "--config", config]).status == 65)
        #expect(try await Program.run(["restore", "/nowhere.db", "--config", config]).status == 66)
        #expect(try await Program.run(["restore", database, "--config", config]).status == 64)
    }

    @Test func `A restore that is killed loses nothing`() async throws {
        do {
            let history = try SQLiteHistory.open(database, as: .daemon)
            try history.backUp(to: "\(folder.path)/copy.db")
            try await history.register([(.sample(), Instant(seconds: 0))], entities: [])
        }
        let old = try Data(contentsOf: URL(fileURLWithPath: database))
        var random = SplitMix64(seed: 5)
        for _ in 0..<25 {
            let restore = try Program.start(
                ["restore", "\(folder.path)/copy.db", "--config", config], errors: "\(folder.path)/errors")
            try await Task.sleep(for: .milliseconds(Int.random(in: 1...60, using: &random)))
            kill(restore.processIdentifier, SIGKILL)
            restore.waitUntilExit()
            let feeds = try await SQLiteHistory.open(database, as: .reader).feedHealth(
                at: Instant(seconds: 0))
            let names = try FileManager.default.contentsOfDirectory(atPath: folder.path)
            let aside = names.filter { $0.contains(".before-") }.sorted()
            // The first that was moved aside is the one with a feed.
            let keeper = feeds.isEmpty ? try #require(aside.first) : "history.db"
            let bytes = try Data(contentsOf: URL(fileURLWithPath: "\(folder.path)/\(keeper)"))
            #expect(bytes.count == old.count)
            let kept = try SQLiteHistory.open("\(folder.path)/\(keeper)", as: .reader)
            #expect(try await kept.feedHealth(at: Instant(seconds: 0)).map(\.id) == ["wire"])
        }
        #expect(try await Program.run(["restore", "\(folder.path)/copy.db", "--config", config]).status == 0)
        let names = try FileManager.default.contentsOfDirectory(atPath: folder.path)
        #expect(!names.contains { $0.hasSuffix("-partial") })
    }
}
