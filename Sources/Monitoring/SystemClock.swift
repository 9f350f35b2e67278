public import Domain
import Glibc

/// The system's real-time clock.
public struct SystemClock: WallClock {
    public init() {}

    public func now() -> Instant {
        var time = timespec()
        // `time` is a live local for the time of the call.
        unsafe clock_gettime(CLOCK_REALTIME, &time)
        return Instant(milliseconds: Int64(time.tv_sec) * 1000 + Int64(time.tv_nsec) / 1_000_000)
    }

    /// Sleeps in steps, so that a step of the clock is noticed within a minute.
    public func sleep(until instant: Instant) async throws {
        while case let left = instant - now(), left > .zero {
            try await Task.sleep(for: min(left, .seconds(60)))
        }
        try Task.checkCancellation()
    }
}

/// A clock that starts at a moment and runs faster than real time.
public struct SimulatedClock: WallClock {
    private let start: Instant
    private let speed: Double
    private let origin = ContinuousClock.now

    public init(start: Instant, speed: Double) {
        self.start = start
        self.speed = speed
    }

    public func now() -> Instant {
        start + .milliseconds(Int64((ContinuousClock.now - origin) / .milliseconds(1) * speed))
    }

    public func sleep(until instant: Instant) async throws {
        let left = (instant - now()).inSeconds / speed
        if left > 0 { try await Task.sleep(for: .seconds(left)) }
        try Task.checkCancellation()
    }
}
