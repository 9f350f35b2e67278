import Alerting
import Domain
import Logging
import Synchronization
import TestSupport
import Testing

/// A sink that fails as often as it is told, with some notices or with all.
private final class Shaky: Sink {
    let id = "shaky"
    let givesUp = true
    let failures: Mutex<Int>
    let failing: Set<String>?
    let error: any Error
    let tried = Mutex<[String]>([])
    let delivered = Mutex<[String]>([])

    init(
        failures: Int = .max, of failing: Set<String>? = nil,
        with error: any Error = WebhookError(status: 500)
    ) {
        self.failures = Mutex(failures)
        self.failing = failing
        self.error = error
    }

    func deliver(_ notice: Notice) async throws {
        tried.withLock { $0.append(notice.alertID) }
        if failing?.contains(notice.alertID) ?? true {
            let fails = failures.withLock { left in
                left -= 1
                return left >= 0
            }
            if fails { throw error }
        }
        delivered.withLock { $0.append(notice.alertID) }
    }
}

/// An outbox in memory that keeps times; a notice's stream is the first letter of its alert's id.
private actor TimedOutbox: Outbox {
    var rows: [(notice: Notice, next: Instant, isDead: Bool)]

    init(_ ids: [String]) {
        rows = ids.map { (Self.notice($0), Instant(seconds: 0), false) }
    }

    private static func notice(_ id: String, attempts: Int = 0) -> Notice {
        Notice(alertID: id, sequence: 0, body: "{}", stream: String(id.prefix(1)), attempts: attempts)
    }

    func pendingNotices(sink: String, at now: Instant) -> [Notice] {
        var waiting: Set<String> = []
        return rows.filter { !$0.isDead }.compactMap { row in
            if row.next > now { waiting.insert(row.notice.stream) }
            return waiting.contains(row.notice.stream) ? nil : row.notice
        }
    }

    func markDelivered(_ notice: Notice, sink: String) {
        rows.removeAll { $0.notice.alertID == notice.alertID }
    }

    func markFailed(_ notice: Notice, sink: String, reason: String, next: Instant?) {
        guard let index = rows.firstIndex(where: { $0.notice.alertID == notice.alertID }) else { return }
        rows[index].notice = Self.notice(notice.alertID, attempts: notice.attempts + 1)
        rows[index].next = next ?? rows[index].next
        rows[index].isDead = next == nil
    }

    func openNotices(sink: String) -> [Notice] { rows.map(\.notice) }
}

@Suite struct DeliveryTests {
    private let logger = Logger(label: "test") { _ in SwiftLogNoOpLogHandler() }

    private func delivery(_ outbox: TimedOutbox, _ sink: any Sink) -> Delivery {
        Delivery(outbox: outbox, sinks: [sink], logger: logger)
    }

    @Test func `A failed delivery is tried again after pauses that double, in order`() async {
        let sink = Shaky(failures: 3)
        let delivery = delivery(TimedOutbox(["a1", "a2"]), sink)
        var tried: [Int] = []
        for second in 0..<120 {
            let before = sink.failures.withLock { $0 }
            await delivery.deliver(at: Instant(seconds: Int64(second)))
            if sink.failures.withLock({ $0 }) != before, tried.count < 4 { tried.append(second) }
        }
        #expect(tried == [0, 15, 45, 105])
        #expect(sink.delivered.withLock { $0 } == ["a1", "a2"])
    }

    @Test func `A notice that fails for a day is dead, and those behind it go on`() async {
        let sink = Shaky(failures: 30)
        let outbox = TimedOutbox(["a1", "a2"])
        let delivery = delivery(outbox, sink)
        for hour in 0..<40 { await delivery.deliver(at: Instant(seconds: Int64(hour * 3600))) }
        #expect(sink.delivered.withLock { $0 } == ["a2"])
        #expect(await outbox.rows.map(\.isDead) == [true])
    }

    @Test func `A failing notice holds up its own stream and no other`() async {
        let sink = Shaky(of: ["a1"])
        let outbox = TimedOutbox(["a1", "b1", "a2", "c1", "b2"])
        let delivery = delivery(outbox, sink)
        await delivery.deliver(at: Instant(seconds: 0))
        #expect(sink.delivered.withLock { $0 } == ["b1", "c1", "b2"])
        await delivery.deliver(at: Instant(seconds: 1))
        #expect(await outbox.rows.map(\.notice.alertID) == ["a1", "a2"])
    }

    @Test func `What is refused for good is given up at once, told once, and what is behind it goes on`()
        async
    {
        let lines = LogLines()
        let sink = Shaky(of: ["a1"], with: WebhookError(status: 400))
        let outbox = TimedOutbox(["a1", "a2", "b1"])
        let delivery = Delivery(
            outbox: outbox, sinks: [sink], logger: Logger(label: "test") { _ in lines })
        for second in 0..<100 { await delivery.deliver(at: Instant(seconds: Int64(second))) }
        #expect(sink.delivered.withLock { $0 } == ["a2", "b1"])
        #expect(sink.tried.withLock { $0 } == ["a1", "a2", "b1"])
        #expect(await outbox.rows.map(\.isDead) == [true])
        #expect(
            lines.messages.withLock { $0 }
                == ["A sink refused an alert; `bellwether alerts retry` sends it again"])
    }

    @Test func `A receiver that wants to be left alone gets nothing of any stream until then`() async {
        let sink = Shaky(failures: 1, with: WebhookError(status: 429, retryAfter: .seconds(100)))
        let delivery = delivery(TimedOutbox(["a1", "b1"]), sink)
        for second in 0..<100 { await delivery.deliver(at: Instant(seconds: Int64(second))) }
        #expect(sink.tried.withLock { $0 } == ["a1"])
        await delivery.deliver(at: Instant(seconds: 100))
        #expect(sink.delivered.withLock { $0 } == ["b1", "a1"], "the one not tried yet first")
    }

    @Test func `A receiver is left alone for an hour at most`() async {
        let sink = Shaky(failures: 1, with: WebhookError(status: 503, retryAfter: .seconds(1 << 32)))
        let delivery = delivery(TimedOutbox(["a1"]), sink)
        await delivery.deliver(at: Instant(seconds: 0))
        await delivery.deliver(at: Instant(seconds: 3599))
        #expect(sink.tried.withLock { $0.count } == 1)
        await delivery.deliver(at: Instant(seconds: 3600))
        #expect(sink.delivered.withLock { $0 } == ["a1"])
    }

    @Test func `A receiver that is down costs a round three time-outs, and every stream has its turn`() async
    {
        let ids = ["a1", "b1", "c1", "d1", "e1", "f1", "g1"]
        let sink = Shaky()
        let delivery = delivery(TimedOutbox(ids), sink)
        await delivery.deliver(at: Instant(seconds: 0))
        #expect(sink.tried.withLock { $0 } == ["a1", "b1", "c1"])
        await delivery.deliver(at: Instant(seconds: 1))
        await delivery.deliver(at: Instant(seconds: 2))
        #expect(sink.tried.withLock { $0 } == ids)
    }

    @Test func `Streams that fail again and again keep no other from its turn`() async {
        let sink = Shaky(of: ["a1", "b1", "c1", "d1"])
        let outbox = TimedOutbox(["a1", "b1", "c1", "d1", "e1", "a2", "e2"])
        let delivery = delivery(outbox, sink)
        await delivery.deliver(at: Instant(seconds: 0))
        #expect(sink.tried.withLock { $0 } == ["a1", "b1", "c1"])
        await delivery.deliver(at: Instant(seconds: 30))
        #expect(sink.delivered.withLock { $0 } == ["e1", "e2"])
        #expect(await outbox.rows.map(\.notice.alertID) == ["a1", "b1", "c1", "d1", "a2"])
    }

    @Test func `Each attempt is counted under its sink`() async {
        let counts = Mutex<[String]>([])
        let sink = Shaky(of: ["a1"], with: WebhookError(status: 404))
        let delivery = Delivery(outbox: TimedOutbox(["a1", "b1"]), sinks: [sink], logger: logger) {
            let line = "\($0) \($1)"
            counts.withLock { $0.append(line) }
        }
        await delivery.deliver(at: Instant(seconds: 0))
        #expect(counts.withLock { $0 } == ["shaky dead", "shaky delivered"])
    }
}

/// Keeps the messages of a log.
private final class LogLines: LogHandler, Sendable {
    let messages = Mutex<[String]>([])

    subscript(metadataKey key: String) -> Logger.Metadata.Value? {
        get { nil }
        set {}
    }
    var metadata: Logger.Metadata {
        get { [:] }
        set {}
    }
    var logLevel: Logger.Level {
        get { .trace }
        set {}
    }

    func log(event: LogEvent) {
        let message = "\(event.message)"
        messages.withLock { $0.append(message) }
    }
}
