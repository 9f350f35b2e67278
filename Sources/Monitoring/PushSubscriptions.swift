import Domain
import Fetching
import FoundationEssentials
import Logging
import Loopback
import Synchronization
import Transport

// WebSub (W3C Recommendation, 23 January 2018), for who can give hubs a public address.
//
// A push is taken as a hint: the feed itself is polled at once, with its validators. So a hub, or whoever knows a callback's
// address, can neither put words into a source's mouth nor make it be asked more often than its interval's quarter allows,
// and what comes goes the one way that all comes. Subscriptions live as long as the daemon: each start asks anew.

/// Asks the hubs of feeds to tell of changes, and answers them.
final class PushSubscriptions: Sendable {
    /// The lease that is asked for; hubs may grant another.
    private static let lease = 864_000
    /// A subscription is renewed when this much of it is left, and a hub that did not answer is asked again after it.
    private static let renewal: Duration = .seconds(3600)
    /// Two polls of a feed by push are at least so far apart.
    static let leastPause: Duration = .seconds(10)

    private struct Subscription {
        let hub: PushHub
        var until: Instant
    }

    private let callback: String
    private let client: HTTPClient
    private let clock: any WallClock
    private let userAgent: String
    private let logger: Logger
    private let wakes: PushWakes
    /// By feed.
    private let subscriptions = Mutex<[String: Subscription]>([:])
    /// Subscriptions that are to be asked for; what is beyond the bound is asked for at a later poll.
    private let due: AsyncStream<(PushHub, String, Feed)>
    private let wanted: AsyncStream<(PushHub, String, Feed)>.Continuation
    /// The last part of each feed's callback's address, which nobody can guess, and the feeds by that.
    private let tokens: [String: String]
    private let feeds: [String: String]

    /// - Parameter callback: The public address under which this daemon is reached, without a slash at its end.
    init(
        callback: String, feeds: [Feed], client: HTTPClient, clock: any WallClock, userAgent: String,
        wakes: PushWakes, logger: Logger
    ) {
        self.callback = callback
        self.client = client
        self.clock = clock
        self.userAgent = userAgent
        self.wakes = wakes
        self.logger = logger
        (due, wanted) = AsyncStream.makeStream(bufferingPolicy: .bufferingOldest(1000))
        tokens = Dictionary(feeds.map { ($0.id, Self.token()) }, uniquingKeysWith: { first, _ in first })
        self.feeds = Dictionary(tokens.map { ($1, $0) }, uniquingKeysWith: { first, _ in first })
    }

    /// 128 bits from the system's source of chance.
    private static func token() -> String {
        var random = SystemRandomNumberGenerator()
        return String(random.next() as UInt64, radix: 36) + String(random.next() as UInt64, radix: 36)
    }

    /// Takes in what a feed says of its hub; where that is due, `run` subscribes.
    func note(_ hub: PushHub?, of feed: Feed) {
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
        if isDue { wanted.yield((hub, "\(callback)/\(token)", feed)) }
    }

    /// Subscribes one after the other, beside the pipeline, until the task is cancelled.
    func run() async {
        for await (hub, callback, feed) in due { await subscribe(to: hub, callback: callback, feed: feed) }
    }

    private func subscribe(to hub: PushHub, callback: String, feed: Feed) async {
        let form = [
            ("hub.mode", "subscribe"), ("hub.topic", hub.topic), ("hub.callback", callback),
            ("hub.lease_seconds", "\(Self.lease)"),
        ]
        var request = Request(
            url: hub.url, headers: [("Content-Type", "application/x-www-form-urlencoded")],
            userAgent: userAgent,
            // The hub's address comes from outside: it may lie in a private network only where its feed does.
            addresses: feed.allowsPrivate ? .any : .asNamed(in: feed.url))
        request.body = Array(form.map { "\($0)=\(percentEncoded($1))" }.joined(separator: "&").utf8)
        request.limits.total = .seconds(20)
        do {
            let reply = try await client.perform(request)
            guard !(200..<300).contains(reply.status) else { return }
            logger.info(
                "A hub does not take a subscription",
                metadata: ["feed": "\(feed.id)", "status": "\(reply.status)"])
        } catch {
            logger.info(
                "A hub does not take a subscription",
                metadata: ["feed": "\(feed.id)", "reason": "\(error)"])
        }
    }

    /// Answers a hub: a challenge for a subscription that was asked for, and pushes.
    func respond(to request: LoopbackRequest) -> LoopbackResponse {
        let parts = request.target.split(separator: "?", maxSplits: 1).map(String.init)
        let token = parts.first?.split(separator: "/").last.map(String.init) ?? ""
        guard let id = feeds[token] else { return LoopbackResponse(404) }
        switch request.method {
        case "GET": return verified(id, query: parts.count > 1 ? parts[1] : "")
        case "POST":
            wakes.wake(id, at: clock.now())
            return LoopbackResponse(202)
        default: return LoopbackResponse(405)
        }
    }

    /// A hub asks whether the subscription is meant (WebSub, 5.3): by the topic that was asked for.
    private func verified(_ id: String, query: String) -> LoopbackResponse {
        var values: [String: String] = [:]
        for pair in query.split(separator: "&") {
            let sides = pair.split(separator: "=", maxSplits: 1).map { percentDecoded(String($0)) }
            if sides.count == 2 { values[sides[0]] = sides[1] }
        }
        let isMeant = subscriptions.withLock { subscriptions -> Bool in
            guard let known = subscriptions[id], values["hub.mode"] == "subscribe",
                values["hub.topic"] == known.hub.topic
            else { return false }
            let lease = values["hub.lease_seconds"].flatMap { Int($0) } ?? Self.lease
            subscriptions[id]?.until = clock.now() + .seconds(min(max(lease, 600), 365 * 86400))
            return true
        }
        guard isMeant, let challenge = values["hub.challenge"] else { return LoopbackResponse(404) }
        return LoopbackResponse(
            200, headers: [("Content-Type", "text/plain")], body: Array(challenge.utf8))
    }
}

private func percentDecoded(_ text: String) -> String {
    var bytes: [UInt8] = []
    var rest = Array(text.utf8)[...]
    while let byte = rest.popFirst() {
        if byte == UInt8(ascii: "%"),
            let value = UInt8(String(decoding: rest.prefix(2), as: UTF8.self), radix: 16)
        {
            bytes.append(value)
            rest = rest.dropFirst(2)
        } else {
            bytes.append(byte == UInt8(ascii: "+") ? 0x20 : byte)
        }
    }
    return String(decoding: bytes, as: UTF8.self)
}
