/// Tells the time.
///
/// The daemon uses the system's clock; the demo and the tests have clocks of their own.
public protocol WallClock: Sendable {
    /// The current time.
    func now() -> Instant
    /// Sleeps until `instant` by this clock.
    /// - Throws: `CancellationError` when the task is canceled.
    func sleep(until instant: Instant) async throws
}
