import Domain

/// A clock that starts at a moment and runs faster than real time.
struct SimulatedClock: WallClock {
    private let start: Instant
    private let speed: Double
    private let origin = ContinuousClock.now

    init(start: Instant, speed: Double) {
        self.start = start
        self.speed = speed
    }

    func now() -> Instant {
        start + .milliseconds(Int64((ContinuousClock.now - origin) / .milliseconds(1) * speed))
    }

    func sleep(until instant: Instant) async throws {
        let left = (instant - now()).inSeconds / speed
        if left > 0 { try await Task.sleep(for: .seconds(left)) }
        try Task.checkCancellation()
    }
}
