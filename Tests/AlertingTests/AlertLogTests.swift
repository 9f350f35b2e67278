import Alerting
import Domain
import FoundationEssentials
import Logging
import Synchronization
import TestSupport
import Testing

/// An outbox in memory that may fail to mark.
private final class Memory: Outbox {
    let notices: Mutex<[Notice]>
    let failsToMark: Bool

    init(_ notices: [Notice], failsToMark: Bool = false) {
        self.notices = Mutex(notices)
        self.failsToMark = failsToMark
    }

    func pendingNotices(sink: String, at now: Instant) async throws -> [Notice] { notices.withLock { $0 } }

    func markDelivered(_ notice: Notice, sink: String) async throws {
        if failsToMark { throw CancellationError() }
        notices.withLock { $0.removeAll { $0 == notice } }
    }

    func markFailed(_ notice: Notice, sink: String, reason: String, next: Instant?) async throws {}

    func openNotices(sink: String) async throws -> [Notice] { [] }
}

@Suite struct AlertLogTests {
    let folder: TemporaryFolder
    let path: String

    init() throws {
        folder = try TemporaryFolder()
        path = "\(folder.path)/alerts.jsonl"
    }

    private func text() throws -> String {
        String(decoding: try Data(contentsOf: URL(filePath: path)), as: UTF8.self)
    }

    private func notice(_ id: String, _ sequence: Int = 0) -> Notice {
        Notice(alertID: id, sequence: sequence, body: "{\"id\":\"\(id)\",\"sequence\":\(sequence),\"x\":1}")
    }

    private func delivery(_ outbox: Memory) -> Delivery {
        Delivery(
            outbox: outbox, sinks: [LogSink(AlertLog(path: path))],
            logger: Logger(label: "test") { _ in SwiftLogNoOpLogHandler() })
    }

    @Test func `Lines are appended one by one`() throws {
        let log = AlertLog(path: path)
        try log.append("{\"a\":1}")
        try log.append("{\"b\":2}")
        #expect(try text() == "{\"a\":1}\n{\"b\":2}\n")
    }

    @Test func `A rotated log goes on in a new file`() throws {
        let log = AlertLog(path: path)
        try log.append("one")
        try FileManager.default.moveItem(atPath: path, toPath: path + ".1")
        try log.append("two")
        #expect(try text() == "two\n")
    }

    @Test func `Half a line that a crash left does not swallow the next`() throws {
        try Data("{\"half\":".utf8).write(to: URL(filePath: path))
        try AlertLog(path: path).append("whole")
        #expect(try text() == "{\"half\":\nwhole\n")
    }

    @Test func `A folder that is not there is told`() {
        let log = AlertLog(path: "/nowhere/alerts.jsonl")
        #expect(
            throws: AlertLogError.cannotOpen(
                path: "/nowhere/alerts.jsonl", reason: "No such file or directory")
        ) {
            try log.append("x")
        }
    }

    @Test func `What is pending is delivered in order and leaves the outbox`() async throws {
        let outbox = Memory([notice("a1"), notice("a1", 1), notice("a2")])
        await delivery(outbox).deliver(at: Instant(seconds: 0))
        #expect(try text().split(separator: "\n").count == 3)
        #expect(try text().hasPrefix("{\"id\":\"a1\",\"sequence\":0"))
        #expect(outbox.notices.withLock { $0 }.isEmpty)
    }

    @Test func `A kill between writing and marking doubles nothing`() async throws {
        await delivery(Memory([notice("a1")], failsToMark: true)).deliver(at: Instant(seconds: 0))
        let outbox = Memory([notice("a1"), notice("a10"), notice("a1", 1)])
        await delivery(outbox).deliver(at: Instant(seconds: 0))
        #expect(try text().split(separator: "\n").count == 3)
        #expect(outbox.notices.withLock { $0 }.isEmpty)
    }

    @Test func `A notice that cannot be written stays in the outbox`() async throws {
        let outbox = Memory([notice("a1")])
        let log = AlertLog(path: "/nowhere/alerts.jsonl")
        await Delivery(
            outbox: outbox, sinks: [LogSink(log)],
            logger: Logger(label: "test") { _ in SwiftLogNoOpLogHandler() }
        ).deliver(at: Instant(seconds: 0))
        #expect(outbox.notices.withLock { $0.count } == 1)
    }
}
