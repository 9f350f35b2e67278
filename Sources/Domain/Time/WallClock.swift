/// Tells the time.
///
/// The daemon's is the system clock; the demo's and the tests' are their own.
public protocol WallClock: Sendable {
    func now() -> Instant
    /// Sleeps until `instant` by this clock.
    /// - Throws: `CancellationError` when the task is cancelled.
    func sleep(until instant: Instant) async throws
}
