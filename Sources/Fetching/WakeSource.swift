public import Domain

/// Lets feeds be polled before they are due.
public protocol WakeSource: Sendable {
    /// Returns when the time has come, or earlier when something says that the feed has changed.
    ///
    /// - Parameters:
    ///   - feed: The feed's id; one sleeper per feed at a time.
    ///   - due: When to return at the latest, by `clock`.
    /// - Returns: Whether the feed was woken before it was due.
    /// - Throws: `CancellationError`.
    func sleep(_ feed: String, until due: Instant, clock: any WallClock) async throws -> Bool
}
