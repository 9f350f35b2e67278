public import Domain
public import Logging
import Synchronization
public import Transport

// WebSub (W3C Recommendation, 23 January 2018), for users who can give hubs a public address.
//
// A push is taken as a hint: the feed itself is polled at once, with its validators. So neither a hub nor
// anybody else who knows a callback's address can put words into a source's mouth, or have it polled more
// often than the wakes allow. Subscriptions live as long as the daemon: each start asks for them again.

/// Asks the hubs of feeds to announce changes, and answers their requests.
public final class PushSubscriptions: Sendable {
    /// Seconds of lease to ask for; hubs may grant another.
    private static let lease = 864_000
    /// The leases that are believed, in seconds.
    private static let believableLease = 600...365 * 86400
    /// A subscription is renewed when this much of it is left; a hub that did not respond is asked again
    /// after it.
    private static let renewal: Duration = .seconds(3600)
    /// Subscriptions that wait for their request; those beyond are asked for at a later poll.
    private static let maximumWaiting = 1000

    private struct Subscription {
        let hub: PushHub
        var until: Instant
    }

    /// A subscription to ask for.
    private struct Wish {
        let hub: PushHub
        let callback: String
        let feed: Feed
    }

    private let callback: String
    private let client: HTTPClient
    private let clock: any WallClock
    private let userAgent: String
    private let logger: Logger
    private let wakes: PushWakes
    /// By feed.
    private let subscriptions = Mutex<[String: Subscription]>([:])
    private let due: AsyncStream<Wish>
    private let wanted: AsyncStream<Wish>.Continuation
    /// The last part of each feed's callback address, which nobody can guess, and the feeds by that.
    private let tokens: [String: String]
    private let feeds: [String: String]

    /// Knows no subscriptions yet.
    ///
    /// - Parameters:
    ///   - callback: The public address at which hubs reach this daemon, without a slash at its end.
    ///   - wakes: What is told of pushes.
    public init(
        callback: String, feeds: [Feed], client: HTTPClient, clock: any WallClock, userAgent: String,
        wakes: PushWakes, logger: Logger
    ) {
        self.callback = callback
        self.client = client
        self.clock = clock
        self.userAgent = userAgent
        self.wakes = wakes
        self.logger = logger
        (due, wanted) = AsyncStream.makeStream(bufferingPolicy: .bufferingOldest(Self.maximumWaiting))
        tokens = Dictionary(
            feeds.map { ($0.id, Self.token()) }, uniquingKeysWith: { first, _ in first })
        self.feeds = Dictionary(tokens.map { ($1, $0) }, uniquingKeysWith: { first, _ in first })
    }

    /// 128 random bits of the system.
    private static func token() -> String {
        var random = SystemRandomNumberGenerator()
        return String(random.next() as UInt64, radix: 36) + String(random.next() as UInt64, radix: 36)
    }

    /// Notes the hub that a feed names; where a subscription is due, `run` requests it.
    public func note(_ hub: PushHub?, of feed: Feed) {
        guard let hub, let token = tokens[feed.id] else { return }
        let now = clock.now()
        let isDue = subscriptions.withLock { subscriptions -> Bool in
            if let known = subscriptions[feed.id], known.hub == hub, known.until - now > Self.renewal {
                return false
            }
            // Until the hub has verified it, the subscription counts for as long as a renewal takes.
            subscriptions[feed.id] = Subscription(hub: hub, until: now + Self.renewal + Self.renewal)
            return true
        }
        if isDue { wanted.yield(Wish(hub: hub, callback: "\(callback)/\(token)", feed: feed)) }
    }

    /// Asks for one subscription after the other, beside the pipeline, until the task is canceled.
    public func run() async {
        for await wish in due { await subscribe(wish) }
    }

    private func subscribe(_ wish: Wish) async {
        let form = [
            ("hub.mode", "subscribe"), ("hub.topic", wish.hub.topic), ("hub.callback", wish.callback),
            ("hub.lease_seconds", "\(Self.lease)"),
        ]
        var request = Request(
            url: wish.hub.url, headers: [("Content-Type", "application/x-www-form-urlencoded")],
            userAgent: userAgent,
            // The hub's address comes from outside: it may be in a private network only where its feed is.
            addresses: wish.feed.allowsPrivate ? .any : .asNamed(in: wish.feed.url))
        request.body = Array(form.map { "\($0)=\(percentEncoded($1))" }.joined(separator: "&").utf8)
        request.limits.total = .seconds(20)
        do {
            let reply = try await client.perform(request)
            if !(200..<300).contains(reply.status) { report(wish.feed, "status", "\(reply.status)") }
        } catch {
            report(wish.feed, "reason", "\(error)")
        }
    }

    private func report(_ feed: Feed, _ key: String, _ value: String) {
        logger.info("A hub refused a subscription", metadata: ["feed": "\(feed.id)", key: "\(value)"])
    }

    /// Answers a hub's request: the challenge for a subscription that was asked for, or a push.
    ///
    /// - Parameters:
    ///   - method: The HTTP method.
    ///   - target: Path and query; the last part of the path says which feed is meant.
    /// - Returns: 404 for what was not asked for, and 405 for other methods than GET and POST.
    public func respond(method: String, target: String) -> HubResponse {
        let parts = target.split(separator: "?", maxSplits: 1).map(String.init)
        let token = parts.first?.split(separator: "/").last.map(String.init) ?? ""
        guard let id = feeds[token] else { return HubResponse(404) }
        switch method {
        case "GET": return verified(id, parametersByName(parts.count > 1 ? parts[1] : ""))
        case "POST":
            wakes.wake(id, at: clock.now())
            return HubResponse(202)
        default: return HubResponse(405)
        }
    }

    /// A hub asks whether the subscription is intended (WebSub, 5.3): it is if its topic was asked for.
    private func verified(_ id: String, _ query: [String: String]) -> HubResponse {
        let isIntended = subscriptions.withLock { subscriptions -> Bool in
            guard let known = subscriptions[id], query["hub.mode"] == "subscribe",
                query["hub.topic"] == known.hub.topic
            else { return false }
            let lease = query["hub.lease_seconds"].flatMap { Int($0) } ?? Self.lease
            let bounds = Self.believableLease
            subscriptions[id]?.until =
                clock.now() + .seconds(min(max(lease, bounds.lowerBound), bounds.upperBound))
            return true
        }
        guard isIntended, let challenge = query["hub.challenge"] else { return HubResponse(404) }
        return HubResponse(200, body: Array(challenge.utf8))
    }
}
