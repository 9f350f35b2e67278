import Domain

/// Spaces out the requests to one owner, keeps its budget, and leaves alone a server that asked for silence.
actor HostLimiter {
    /// Between two requests to one owner; less where an owner has too many feeds for all of them to have
    /// their turn.
    static let spacing: Duration = .milliseconds(250)

    private let hosts: [String: FeedHost]
    /// By owner.
    private let spacings: [String: Duration]
    private let budgets: [String: RequestBudget]
    /// When the next request to an owner may be sent.
    private var free: [String: ContinuousClock.Instant] = [:]
    /// The latest requests of owners with budgets, the last one last, as many as a budget allows.
    private var turns: [String: [ContinuousClock.Instant]] = [:]
    /// By host and port: a neighbor under the same domain is not meant.
    private var heldUntil: [String: Instant] = [:]

    init(_ feeds: [Feed], budgets: [RequestBudget] = []) {
        let hosts = FeedHost.byFeed(feeds)
        self.hosts = hosts
        self.budgets = Dictionary(
            budgets.map { ($0.domain, $0) }, uniquingKeysWith: { first, _ in first })
        spacings = Dictionary(grouping: feeds) { (hosts[$0.id] ?? FeedHost($0)).owner }.mapValues {
            feeds in
            let shortest = feeds.map(\.interval).min() ?? .zero
            return min(Self.spacing, shortest / (2 * feeds.count))
        }
    }

    /// Returns when the feed's server may be sent a request.
    /// - Throws: `CancellationError`.
    func waitForTurn(of feed: Feed) async throws {
        let owner = host(of: feed).owner
        let now = ContinuousClock.now
        let turn = max(free[owner] ?? now, roomInBudget(of: owner) ?? now, now)
        free[owner] = turn + (spacings[owner] ?? Self.spacing)
        if let budget = budgets[owner] {
            turns[owner] = (turns[owner, default: []] + [turn]).suffix(budget.requests)
        }
        if turn > now { try await Task.sleep(until: turn, clock: .continuous) }
    }

    /// When one more request fits into the owner's budget; nil for now.
    private func roomInBudget(of owner: String) -> ContinuousClock.Instant? {
        guard let budget = budgets[owner], let turns = turns[owner], turns.count == budget.requests
        else {
            return nil
        }
        return turns.first.map { $0 + budget.period }
    }

    /// How long the feed's server wants to be left alone; nil when it never asked.
    func holdsUntil(_ feed: Feed) -> Instant? { heldUntil[host(of: feed).server] }

    /// Whether a request to the feed's server would neither wait long nor count against a budget.
    func isFree(_ feed: Feed) -> Bool {
        let host = host(of: feed)
        return budgets[host.owner] == nil && heldUntil[host.server] == nil
    }

    /// Notes the cursor after a poll: a server that limits rates is left alone by all its feeds.
    func note(_ cursor: FeedCursor, of feed: Feed) {
        guard cursor.condition?.state == .rateLimited, cursor.failures > 0 else { return }
        let server = host(of: feed).server
        heldUntil[server] = max(heldUntil[server] ?? cursor.nextDue, cursor.nextDue)
    }

    private func host(of feed: Feed) -> FeedHost { hosts[feed.id] ?? FeedHost(feed) }
}
