import Alerting
import Domain
import Logging
import ServiceLifecycle
import Synchronization
import TestSupport
import Testing

@testable import Monitoring

/// A sink that says what it got, and then waits until it is let go.
private struct Told: Sink {
    let id: String
    let givesUp = true
    let told: AsyncStream<String>.Continuation
    /// Nil for a sink that does not wait.
    let release: AsyncStream<Void>?

    func deliver(_ notice: Notice) async throws {
        told.yield("\(id) \(notice.alertID)")
        if let release { for await _ in release { return } }
    }
}

/// An outbox of notices for each sink.
private final class Rows: Outbox {
    private let rows = Mutex<[String: [Notice]]>([:])

    func add(_ id: String, to sinks: [String]) {
        let notice = Notice(alertID: id, sequence: 0, body: "{}", stream: id)
        rows.withLock { rows in for sink in sinks { rows[sink, default: []].append(notice) } }
    }

    func pendingNotices(sink: String, at now: Instant) async throws -> [Notice] {
        rows.withLock { $0[sink] ?? [] }
    }

    func markDelivered(_ notice: Notice, sink: String) async throws {
        rows.withLock { $0[sink]?.removeAll { $0 == notice } }
    }

    func markFailed(_ notice: Notice, sink: String, reason: String, next: Instant?) async throws {}
    func openNotices(sink: String) async throws -> [Notice] { [] }
}

@Suite(.timeLimit(.minutes(5))) struct DeliveryServiceTests {
    @Test func `A sink that takes an hour holds up no other, in this round or the next`() async throws {
        let (told, teller) = AsyncStream.makeStream(of: String.self)
        let (release, releaser) = AsyncStream.makeStream(of: Void.self)
        let outbox = Rows()
        let logger = Logger(label: "test") { _ in SwiftLogNoOpLogHandler() }
        let service = DeliveryService(
            Delivery(
                outbox: outbox,
                sinks: [
                    Told(id: "slow", told: teller, release: release),
                    Told(id: "quick", told: teller, release: nil),
                ], logger: logger), clock: ManualClock(Instant(seconds: 0)))
        outbox.add("a", to: ["slow", "quick"])
        let group = ServiceGroup(services: [service], logger: logger)
        async let running: Void = group.run()
        var heard = told.makeAsyncIterator()
        #expect(Set([await heard.next(), await heard.next()]) == ["slow a", "quick a"])
        for id in ["b", "c"] {
            outbox.add(id, to: ["quick"])
            service.wake()
            #expect(await heard.next() == "quick \(id)")
        }
        releaser.finish()
        await group.triggerGracefulShutdown()
        try await running
    }
}
