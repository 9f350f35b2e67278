import Domain

/// A clock that stops at a time: the pages of a demo that has ended show its last moment.
struct StoppingClock: WallClock {
    private let clock: any WallClock
    private let end: Instant

    init(_ clock: any WallClock, at end: Instant) {
        self.clock = clock
        self.end = end
    }

    func now() -> Instant { min(clock.now(), end) }

    func sleep(until instant: Instant) async throws { try await clock.sleep(until: instant) }
}
