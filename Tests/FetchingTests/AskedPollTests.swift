import Domain
import Loopback
import Synchronization
import TestSupport
import Testing
import Transport

@testable import Fetching

@Suite struct AskedPollTests {
    private let start = Instant(seconds: 1000)

    /// Runs a poller on one feed whose cursor waits for a day, and asks for a poll of it.
    private func polls(_ condition: FeedState, isPaused: Bool = false) async throws -> Int {
        let polls = Mutex(0)
        let server = try LoopbackServer { _ in
            polls.withLock { $0 += 1 }
            return LoopbackResponse(200, body: [1])
        }
        let client = HTTPClient()
        defer {
            client.stop()
            server.stop()
        }
        let feed = Feed(id: "f", title: "F", url: server.url("/"), kind: .news, interval: .seconds(600))
        let poller = Poller(client: client, clock: ManualClock(start), userAgent: "x", feeds: [feed])
        let cursor = FeedCursor(
            nextDue: start + .seconds(86400), failures: 9,
            condition: FeedCondition(condition, since: start))
        let (delivered, delivery) = AsyncStream.makeStream(of: Void.self)
        let work = Task {
            await poller.run([feed], cursor: { _ in cursor }, isPaused: { _ in isPaused }) { _ in
                delivery.yield()
                return FeedCursor(nextDue: start + .seconds(86400))
            }
        }
        poller.ask("f")
        let patience = Task {
            try await Task.sleep(
                for: condition == .rateLimited || isPaused ? .milliseconds(300) : .seconds(240))
            delivery.finish()
        }
        for await _ in delivered { break }
        patience.cancel()
        work.cancel()
        await work.value
        return polls.withLock { $0 }
    }

    @Test func `A poll that is asked for ends a back-off`() async throws {
        #expect(try await polls(.failing) == 1)
    }

    @Test func `It does not break a server's silence, nor a pause`() async throws {
        #expect(try await polls(.rateLimited) == 0)
        #expect(try await polls(.failing, isPaused: true) == 0)
    }

    @Test func `What is asked while nobody waits is kept, once`() async throws {
        let asked = AskedPolls()
        asked.ask("f")
        asked.ask("f")
        try await asked.wait(for: "f")
        let second = Task { try await asked.wait(for: "f") }
        second.cancel()
        await #expect(throws: CancellationError.self) { try await second.value }
    }
}
