import Domain
import Foundation
import GRDB
import Glibc
import Loopback
import SQLiteHistory
import Synchronization
import TestSupport
import Testing

/// What the real program does when the machine or the network fails it: nothing lost, nothing twice, and
/// words.
@Suite(.serialized) struct FaultTests {
    let folder: TemporaryFolder
    let config: String
    let database: String

    init() throws {
        folder = try TemporaryFolder()
        database = "\(folder.path)/history.db"
        config = try folder.writeConfiguration()
    }

    /// A server of a thousand headlines a path, all at once.
    private func serve(
        _ count: Int, _ change: @escaping @Sendable (inout LoopbackResponse) -> Void = { _ in }
    ) throws
        -> LoopbackServer
    {
        try LoopbackServer { request in
            let items = (0..<count).map {
                "<item><title>Headline \(request.target) of some length about markets and companies \($0)</title><guid>\($0)</guid></item>"
            }
            var response = LoopbackResponse(
                200, body: Array("<rss><channel>\(items.joined())</channel></rss>".utf8))
            change(&response)
            return response
        }
    }

    /// Runs the program once, under limits of the shell.
    private func once(_ limit: String) async throws -> (status: Int32, errors: String) {
        let process = Process()
        process.executableURL = URL(fileURLWithPath: "/bin/sh")
        process.arguments = [
            "-c", "\(limit); exec \"$0\" \"$@\"", Program.path, "run", "--once", "--config", config,
        ]
        let log = try folder.file("errors", [])
        process.standardError = try FileHandle(forWritingTo: URL(fileURLWithPath: log))
        process.standardInput = FileHandle.nullDevice
        process.standardOutput = FileHandle.nullDevice
        try process.run()
        process.waitUntilExit()
        let status = process.terminationReason == .exit ? process.terminationStatus : -1
        return (status, try String(contentsOfFile: log, encoding: .utf8))
    }

    @Test(
        .disabled(
            if: ProcessInfo.processInfo.environment["BELLWETHER_SANITIZER"] == "thread",
            "ThreadSanitizer's own memory lies in files, which may not grow here"))
    func `A disk that is full stores nothing by halves, says so, and all comes later`() async throws {
        let server = try serve(400)
        defer { server.stop() }
        try folder.writeCatalogue([server.url("/a"), server.url("/b"), server.url("/c"), server.url("/d")])
        // Files of a size limit in the place of a full disk: SQLite's writes fail half-way.
        let full = try await once("ulimit -f 1500")
        #expect(full.status >= 0, "it is not killed: \(full.errors)")
        #expect(full.errors.contains("Could not store a response"), "\(full.errors)")
        #expect(!full.errors.contains("4 feeds asked, 0 failed"), "what is not stored is not told as good")
        let stored = try await SQLiteHistory.open(database, as: .reader).counts().items
        #expect(stored < 1600)
        #expect(stored % 400 == 0, "a response is whole or absent")
        #expect(try await Program.run(["run", "--once", "--config", config]).status == 0)
        let history = try SQLiteHistory.open(database, as: .reader)
        #expect(try await history.counts().items == 1600)
        #expect(try await history.integrityProblems().isEmpty)
    }

    @Test func `Too few descriptors fail feeds, not the program`() async throws {
        let server = try serve(3)
        defer { server.stop() }
        try folder.writeCatalogue((0..<12).map { server.url("/\($0)") })
        let starved = try await once("ulimit -n 24")
        #expect(starved.status >= 0, "\(starved.errors)")
        #expect(try await Program.run(["run", "--once", "--config", config]).status == 0)
        let history = try SQLiteHistory.open(database, as: .reader)
        #expect(try await history.counts().items == 36)
        #expect(try await history.integrityProblems().isEmpty)
    }

    @Test func `A reader that holds a transaction for long holds up nothing`() async throws {
        let server = try serve(5)
        defer { server.stop() }
        try folder.writeCatalogue([server.url("/a")])
        #expect(try await Program.run(["run", "--once", "--config", config]).status == 0)
        var unsafe = Configuration()
        unsafe.allowsUnsafeTransactions = true
        let reader = try DatabaseQueue(path: database, configuration: unsafe)
        func items() async throws -> Int? {
            try await reader.writeWithoutTransaction {
                try Int.fetchOne($0, sql: "SELECT count(*) FROM item")
            }
        }
        try await reader.writeWithoutTransaction { try $0.execute(sql: "BEGIN") }
        let before = try await items()
        try folder.writeCatalogue([server.url("/a"), server.url("/b")])
        #expect(try await Program.run(["run", "--once", "--config", config]).status == 0)
        #expect(try await items() == before, "the reader sees one moment")
        try await reader.writeWithoutTransaction { try $0.execute(sql: "COMMIT") }
        #expect(try await SQLiteHistory.open(database, as: .reader).counts().items == 10)
    }

    @Test func `A database that cannot be made ends the program with words`() async throws {
        try folder.writeCatalogue(["http://127.0.0.1:9/"])
        let path = try folder.file(
            "nowhere.yaml",
            Array(
                "database: /proc/nowhere/history.db\nalert_log: alerts.jsonl\ncatalogues: [feeds.yaml]\n".utf8
            ))
        let result = try await Program.run(["run", "--once", "--config", path])
        #expect(result.status == 74)
        #expect(result.errors.contains("/proc/nowhere/history.db"), "\(result.errors)")
    }

    @Test func `Answers that break off, lie about their encoding or are damaged are told, and come later`()
        async throws
    {
        let round = Mutex(0)
        let server = try serve(50) { response in
            let number = round.withLock { round in
                round += 1
                return round
            }
            switch number {
            case 1: response = response.brokenOff
            case 2: response.headers.append(("Content-Encoding", "gzip"))
            case 3: response.body = response.body.map { $0 ^ 0x55 }
            case 4: response.body = []
            default: break
            }
        }
        defer { server.stop() }
        try folder.writeCatalogue([server.url("/a")])
        var states: [String] = []
        for round in 1...5 {
            let result = try await Program.run(["run", "--once", "--config", config])
            #expect(result.status == (round < 5 ? 75 : 0), "the only feed answered nothing usable")
            #expect(result.errors.contains("1 feed asked, \(round < 5 ? 1 : 0) failed"), "\(result.errors)")
            let cursor = try await SQLiteHistory.open(database, as: .reader).cursor(of: "f0")
            states.append(cursor?.condition?.state.rawValue ?? "new")
        }
        #expect(states == ["failing", "failing", "malformed", "malformed", "ok"])
        #expect(try await SQLiteHistory.open(database, as: .reader).counts().items == 50)
    }
}
