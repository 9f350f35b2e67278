import FoundationEssentials
import Glibc
import History
import SQLiteHistory
import TestSupport
import Testing

/// One database has one daemon.
@Suite struct DaemonLockTests {
    let file: HistoryFile

    init() throws { file = try HistoryFile() }

    /// What another daemon locks: locks of open file descriptions are at odds in one process, too.
    private struct OtherDaemon: ~Copyable {
        private let descriptor: Int32

        init(of path: String) throws {
            descriptor = unsafe open(path, O_RDWR | O_CLOEXEC)
            try lock(1 << 60, 1)
            try lock(1 << 61 + 4711, 1_795_426_200)
        }

        private func lock(_ start: off_t, _ length: off_t) throws {
            var range = flock()
            range.l_type = Int16(F_WRLCK)
            range.l_start = start
            range.l_len = length
            try #require(unsafe fcntl(descriptor, 37, &range) == 0)
        }

        deinit { _ = close(descriptor) }
    }

    @Test func `A second daemon is told who holds the database, whatever it calls it`() async throws {
        do { _ = try await file.opened() }
        let folder = file.folder.path
        try FileManager.default.createSymbolicLink(
            atPath: "\(folder)/symbolic.db", withDestinationPath: "history.db")
        try FileManager.default.linkItem(atPath: file.path, toPath: "\(folder)/hard.db")
        do {
            let other = try OtherDaemon(of: file.path)
            for name in ["history.db", "symbolic.db", "hard.db"] {
                let path = "\(folder)/\(name)"
                let holder = "process 4711, since 2026-11-23T09:30:00Z"
                #expect(SQLiteHistory.daemon(of: path) == holder)
                let error = #expect(throws: HistoryError.inUse(path: path, by: holder)) {
                    try SQLiteHistory.open(path, as: .daemon)
                }
                #expect("\(String(describing: error))".contains("process 4711"))
            }
            _ = consume other
        }
        #expect(SQLiteHistory.daemon(of: file.path) == nil)
        _ = try SQLiteHistory.open(file.path, as: .daemon)
    }

    @Test func `Those who read or add a little are not refused`() async throws {
        do { try await file.opened().commit(HistoryFile.commit(notices: [.sample("a1")])) }
        let other = try OtherDaemon(of: file.path)
        #expect(try await SQLiteHistory.open(file.path, as: .reader).counts().alerts == 1)
        try await SQLiteHistory.open(file.path, as: .writer).add(
            Feedback(kind: .acknowledged, by: "me", reason: nil, at: HistoryFile.now), toAlert: "a1")
        _ = consume other
    }

    @Test func `A daemon may open its database again, and is known until the last has gone`() async throws {
        var first: SQLiteHistory? = try await file.opened()
        var second: SQLiteHistory? = try SQLiteHistory.open(file.path, as: .daemon)
        let own = "process \(getpid()), since "
        #expect(SQLiteHistory.daemon(of: file.path)?.hasPrefix(own) == true)
        first = nil
        #expect(SQLiteHistory.daemon(of: file.path)?.hasPrefix(own) == true)
        second = nil
        #expect(SQLiteHistory.daemon(of: file.path) == nil)
        withExtendedLifetime((first, second)) {}
        #expect(SQLiteHistory.daemon(of: "\(file.folder.path)/nothing.db") == nil)
    }

    @Test func `A database that is not there yet is held from the start, and leaves no other file`() throws {
        let daemon = try SQLiteHistory.open(file.path, as: .daemon)
        #expect(SQLiteHistory.daemon(of: file.path) != nil)
        let names = try FileManager.default.contentsOfDirectory(atPath: file.folder.path)
        #expect(Set(names).isSubset(of: ["history.db", "history.db-wal", "history.db-shm"]))
        withExtendedLifetime(daemon) {}
    }
}
