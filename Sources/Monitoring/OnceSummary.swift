import Domain

/// What came of polling every feed once.
public struct OnceSummary: Sendable, Equatable {
    /// Feeds that were polled; paused ones are not.
    public var asked = 0
    /// Those of them that brought nothing usable, or what could not be stored.
    public var failed = 0
    /// Items that were stored.
    public var items = 0
    /// Alerts that fired.
    public var alerts = 0

    /// Nothing was polled yet.
    public init() {}

    /// Whether feeds were asked and none of them brought anything usable.
    public var isOutage: Bool { asked > 0 && failed == asked }

    mutating func count(_ event: PollEvent) {
        asked += 1
        failed += event.failed ? 1 : 0
        items += event.outcome.items.count
        count(event.outcome)
    }

    mutating func count(_ outcome: Pipeline.Outcome) {
        alerts += outcome.alerts.count { $0.state == .firing && $0.sequence == 0 }
    }
}
