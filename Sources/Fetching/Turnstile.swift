import Domain
import Transport

/// Keeps requests to one owner apart, and away from a server that asked for silence.
actor Turnstile {
    /// Between two requests to one owner; less where an owner has so many feeds that they would not all have their turn.
    static let spacing: Duration = .milliseconds(250)

    private var schedule: Schedule
    /// Whose server each feed lies on, by the feed's id: an address is taken apart once.
    private let places: [String: Place]
    private let spacings: [String: Duration]
    private var free: [String: ContinuousClock.Instant] = [:]
    private let budgets: [String: RequestBudget]
    /// How much longer intervals become, so that an owner's feeds keep within its budget.
    private let stretches: [String: Double]
    /// The turns of the feeds of owners with budgets, the latest last, as many as a budget holds.
    private var turns: [String: [ContinuousClock.Instant]] = [:]
    /// By host and port: a neighbour under the same domain is not meant.
    private var heldUntil: [String: Instant] = [:]

    init(_ feeds: [Feed], budgets: [RequestBudget] = []) {
        schedule = Schedule(feeds)
        let places = Dictionary(feeds.map { ($0.id, Place($0)) }, uniquingKeysWith: { first, _ in first })
        self.places = places
        let byOwner = Dictionary(grouping: feeds) { (places[$0.id] ?? Place($0)).owner }
        self.budgets = Dictionary(budgets.map { ($0.domain, $0) }, uniquingKeysWith: { first, _ in first })
        stretches = self.budgets.mapValues { budget in
            let wanted = byOwner[budget.domain, default: []].reduce(0) { $0 + budget.period / $1.interval }
            return max(1, wanted / Double(budget.requests))
        }
        spacings = byOwner.mapValues { feeds in
            let shortest = feeds.map(\.interval).min() ?? .zero
            return min(Self.spacing, shortest / (2 * feeds.count))
        }
    }

    /// Returns when the feed may be asked.
    /// - Throws: `CancellationError`.
    func pass(_ feed: Feed) async throws {
        let owner = place(feed).owner
        let now = ContinuousClock.now
        let turn = max(free[owner] ?? now, roomInBudget(of: owner) ?? now, now)
        free[owner] = turn + (spacings[owner] ?? Self.spacing)
        if let budget = budgets[owner] {
            turns[owner] = (turns[owner, default: []] + [turn]).suffix(budget.requests)
        }
        if turn > now { try await Task.sleep(until: turn, clock: .continuous) }
    }

    private func place(_ feed: Feed) -> Place { places[feed.id] ?? Place(feed) }

    /// When one more request fits into the owner's budget; nil for now.
    private func roomInBudget(of owner: String) -> ContinuousClock.Instant? {
        guard let budget = budgets[owner], let turns = turns[owner], turns.count == budget.requests else {
            return nil
        }
        return turns.first.map { $0 + budget.period }
    }

    /// Until when the feed's server wants to be left alone.
    func held(_ feed: Feed) -> Instant? { heldUntil[place(feed).server] }

    /// Takes in where a poll led to.
    func note(_ cursor: FeedCursor, of feed: Feed) {
        guard cursor.condition?.state == .rateLimited, cursor.failures > 0 else { return }
        let server = place(feed).server
        heldUntil[server] = max(heldUntil[server] ?? cursor.nextDue, cursor.nextDue)
    }

    /// The time to the next poll of a feed with this cursor.
    func interval(_ feed: Feed, _ cursor: FeedCursor) -> Duration {
        if feed.slowest != nil { schedule.learn(from: cursor, of: feed) }
        return schedule.interval(of: feed) * (stretches[place(feed).owner] ?? 1)
    }
}

/// Whose server a feed lies on.
private struct Place {
    let owner: String
    /// Host and port.
    let server: String

    init(_ feed: Feed) {
        let parts = URLParts(feed.url)
        owner = parts?.owner ?? feed.url
        server = parts.map { "\($0.host):\($0.port)" } ?? feed.url
    }
}
