public import Domain
import Glibc

/// The system's real-time clock.
public struct SystemClock: WallClock {
    /// The clock of the machine.
    public init() {}

    /// The time in UTC, to the millisecond.
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
