import Domain
import History
import Logging

/// Tells open pages what happens, by server-sent events (HTML Living Standard, 9.2).
///
/// The number of a notice is the id of its event, so that a browser that was away says what it saw last and
/// misses nothing. A comment line keeps the connection and shows a page that the server is alive.
actor EventHub {
    /// Pages that may listen at a time.
    static let listeners = 50
    /// How often the history is asked, while somebody listens.
    static let pause: Duration = .seconds(1)
    /// A sign of life after so many of those.
    static let beats = 10
    /// Events that a slow page may be behind; older ones it finds when it loads again.
    private static let buffered = 64
    private static let backlog = 100

    private let reader: any HistoryReader
    private let clock: any WallClock
    private let logger: Logger
    private var open: [Int: AsyncStream<String>.Continuation] = [:]
    private var next = 0
    private var last: Int64?
    private var items: Int?
    private var turns = 0

    init(reader: any HistoryReader, clock: any WallClock, logger: Logger) {
        self.reader = reader
        self.clock = clock
        self.logger = logger
    }

    /// The events from now on, after those that a page missed; nil when too many listen.
    ///
    /// - Parameter seen: The number of the last notice that the page has seen; nil for a new page.
    func subscribe(after seen: Int64?) async throws -> AsyncStream<String>? {
        guard open.count < Self.listeners else { return nil }
        let (stream, continuation) = AsyncStream<String>.makeStream(
            bufferingPolicy: .bufferingNewest(Self.buffered))
        let number = next
        next += 1
        open[number] = continuation
        continuation.onTermination = { [weak self] _ in
            Task { await self?.leave(number) }
        }
        continuation.yield("retry: 5000\n\(Self.beat(clock.now()))")
        do {
            if last == nil { last = try await latest() }
            if let seen, let last, seen < last {
                for notice in try await reader.notices(after: seen, limit: Self.backlog, at: clock.now())
                where notice.number <= last {
                    continuation.yield(Self.event(notice))
                }
            }
        } catch {
            continuation.finish()
            throw error
        }
        return stream
    }

    private func leave(_ number: Int) { open[number] = nil }

    /// Looks for news once a second, until the task is cancelled.
    func run() async {
        while (try? await Task.sleep(for: Self.pause)) != nil { await look() }
        for listener in open.values { listener.finish() }
        open = [:]
    }

    /// Asks the history what is new and tells those who listen.
    func look() async {
        guard !open.isEmpty else {
            last = nil
            items = nil
            return
        }
        turns += 1
        do {
            let known: Int64
            if let last { known = last } else { known = try await latest() }
            let fresh = try await reader.notices(after: known, limit: Self.backlog, at: clock.now())
            last = fresh.last?.number ?? known
            for notice in fresh { tell(Self.event(notice)) }
            if turns.isMultiple(of: Self.beats) {
                let items = try await reader.status().items
                if let known = self.items, known != items { tell("event: change\ndata: \(items)\n\n") }
                self.items = items
                tell(Self.beat(clock.now()))
            }
        } catch {
            // No sign of life is what the pages show then.
            logger.debug("Could not ask the history for news", metadata: ["reason": "\(error)"])
        }
    }

    private func latest() async throws -> Int64 {
        try await reader.notices(after: 0, limit: 1, at: clock.now()).last?.number ?? 0
    }

    private func tell(_ text: String) {
        for listener in open.values { listener.yield(text) }
    }

    /// A notice as an event; its JSON has no line breaks.
    static func event(_ notice: StoredNotice) -> String {
        "id: \(notice.number)\nevent: alert\ndata: \(notice.body.filter { !$0.isNewline })\n\n"
    }

    private static func beat(_ now: Instant) -> String { "event: beat\ndata: \(now.rfc3339)\n\n" }
}
