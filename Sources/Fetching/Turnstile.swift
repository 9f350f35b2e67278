import Domain
import Transport

/// Keeps requests to one owner apart, and away from a server that asked for silence.
actor Turnstile {
    /// Between two requests to one owner; less where an owner has so many feeds that they would not all have their turn.
    static let spacing: Duration = .milliseconds(250)

    private var schedule: Schedule
    private let spacings: [String: Duration]
    private var free: [String: ContinuousClock.Instant] = [:]
    /// By host and port: a neighbour under the same domain is not meant.
    private var heldUntil: [String: Instant] = [:]

    init(_ feeds: [Feed]) {
        schedule = Schedule(feeds)
        let byOwner = Dictionary(grouping: feeds) { $0.place.owner }
        spacings = byOwner.mapValues { feeds in
            let shortest = feeds.map(\.interval).min() ?? .zero
            return min(Self.spacing, shortest / (2 * feeds.count))
        }
    }

    /// Returns when the feed may be asked.
    /// - Throws: `CancellationError`.
    func pass(_ feed: Feed) async throws {
        let owner = feed.place.owner
        let now = ContinuousClock.now
        let turn = max(free[owner] ?? now, now)
        free[owner] = turn + (spacings[owner] ?? Self.spacing)
        if turn > now { try await Task.sleep(until: turn, clock: .continuous) }
    }

    /// Until when the feed's server wants to be left alone.
    func held(_ feed: Feed) -> Instant? { heldUntil[feed.place.server] }

    /// Takes in where a poll led to.
    func note(_ cursor: FeedCursor, of feed: Feed) {
        if cursor.condition?.state == .rateLimited, cursor.failures > 0 {
            heldUntil[feed.place.server] = max(heldUntil[feed.place.server] ?? cursor.nextDue, cursor.nextDue)
        }
    }

    /// The time to the next poll of a feed with this cursor.
    func interval(_ feed: Feed, _ cursor: FeedCursor) -> Duration {
        if feed.slowest != nil { schedule.learn(from: cursor, of: feed) }
        return schedule.interval(of: feed)
    }
}

extension Feed {
    /// Whose server it lies on.
    fileprivate var place: (owner: String, server: String) {
        guard let parts = URLParts(url) else { return (url, url) }
        return (parts.owner, "\(parts.host):\(parts.port)")
    }
}
