import Domain
import Logging
import Transport

// An outage of our own network looks like an outage of every feed at once. When a feed cannot be reached and
// nothing else has answered meanwhile, a few other servers are asked whether they are there. If none is, the
// feed is not to blame: its back-off does not grow, its health stays, and it is tried again within its
// interval.

/// Tells an outage of the network from feeds that are down.
actor NetworkWatch {
    /// Servers that are asked when a feed cannot be reached.
    private static let maximumScouts = 3
    /// What a scout has to answer in.
    private static let patience: Duration = .seconds(10)

    private let client: HTTPClient
    private let limiter: HostLimiter
    private let feeds: [Feed]
    private let userAgent: String
    private let clock: any WallClock
    private let logger: Logger?

    /// Responses so far, of any status.
    private(set) var answers = 0
    /// Since when nothing can be reached; nil while something can.
    private var outage: Instant?
    /// Whether the question is under way: feeds that fail together ask once.
    private var isAsking = false
    /// Those that wait for its answer.
    private var waiting: [CheckedContinuation<Bool, Never>] = []

    init(
        client: HTTPClient, limiter: HostLimiter, feeds: [Feed], userAgent: String, clock: any WallClock,
        logger: Logger?
    ) {
        self.client = client
        self.limiter = limiter
        self.feeds = feeds
        self.userAgent = userAgent
        self.clock = clock
        self.logger = logger
    }

    /// Notes that a server responded.
    func noteAnswer() {
        answers += 1
        guard let since = outage else { return }
        outage = nil
        logger?.notice(
            "The network is back; all feeds are polled within their intervals",
            metadata: ["after_minutes": "\(Int((clock.now() - since).inSeconds / 60))"])
    }

    /// Whether a feed that cannot be reached shares that with all others.
    ///
    /// - Parameter former: `answers` when its request began.
    func isOutage(afterFailureOf feed: Feed, answersBefore former: Int) async -> Bool {
        guard answers == former else { return false }
        if outage != nil { return true }
        let isAnswered =
            isAsking
            ? await withCheckedContinuation { waiting.append($0) } : await askScouts(besides: feed)
        guard !isAnswered, answers == former else { return false }
        if outage == nil {
            outage = clock.now()
            logger?.warning(
                "No feed can be reached; waiting for the network", metadata: ["feeds": "\(feeds.count)"])
        }
        return true
    }

    /// Whether any of a few other servers answers; tells those that wait as well.
    private func askScouts(besides feed: Feed) async -> Bool {
        isAsking = true
        let scouts = await scouts(besides: feed)
        // With nobody to compare with the feed counts as down; who is canceled has learned nothing.
        let isAnswered = scouts.isEmpty ? true : await anyAnswers(scouts) || Task.isCancelled
        isAsking = false
        for other in waiting { other.resume(returning: isAnswered) }
        waiting = []
        return isAnswered
    }

    /// Other servers to ask, in any order; those of the feed's own only where there is no other.
    private func scouts(besides feed: Feed) async -> [Feed] {
        var free: [Feed] = []
        for other in feeds.shuffled() where other.id != feed.id {
            if await limiter.isFree(other) { free.append(other) }
        }
        let own = FeedHost(feed).server
        let others = free.filter { FeedHost($0).server != own }
        return Array((others.isEmpty ? free : others).prefix(Self.maximumScouts))
    }

    private func anyAnswers(_ scouts: [Feed]) async -> Bool {
        await withTaskGroup(of: Bool.self) { group in
            for scout in scouts { group.addTask { await self.isThere(scout) } }
            defer { group.cancelAll() }
            for await isAnswered in group where isAnswered { return true }
            return false
        }
    }

    /// Whether a feed's server answers anything; its root is asked, which costs no request of a plan.
    private func isThere(_ scout: Feed) async -> Bool {
        guard let server = URLParts(scout.filled(scout.url)),
            (try? await limiter.waitForTurn(of: scout)) != nil
        else { return false }
        let host = server.host.contains(":") ? "[\(server.host)]" : server.host
        var request = Request(
            url: "\(server.scheme)://\(host):\(server.port)/", userAgent: userAgent,
            addresses: scout.allowsPrivate ? .any : .asNamed(in: scout.url))
        request.isHead = true
        request.limits.redirects = 0
        request.limits.total = Self.patience
        request.certificateAuthority = scout.certificateAuthority
        do {
            _ = try await client.perform(request)
        } catch .unreachable, .timedOut, .stopped {
            return false
        } catch {
            // A redirect that is not followed, a certificate: something is there.
            return true
        }
        return true
    }
}
