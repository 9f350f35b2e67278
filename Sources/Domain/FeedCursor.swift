/// Where the polling of one feed stands; stored with the items of the response that moved it.
public struct FeedCursor: Sendable, Equatable {
    /// `ETag` exactly as received (RFC 9110, 8.8.3): quotes, `W/` and all.
    public var etag: String?
    /// `Last-Modified` exactly as received.
    public var lastModified: String?
    public var nextDue: Instant
    public var lastSuccess: Instant?
    /// Polls that failed since the last success.
    public var failures: Int
    /// Why the last poll failed, in words; nil after a success.
    public var lastError: String?
    /// How the feed fares; nil before its first answer.
    public var condition: FeedCondition?
    /// What else is remembered from one poll to the next.
    public var memory = FeedMemory()

    public init(
        etag: String? = nil, lastModified: String? = nil, nextDue: Instant, lastSuccess: Instant? = nil,
        failures: Int = 0, lastError: String? = nil, condition: FeedCondition? = nil,
        memory: FeedMemory = FeedMemory()
    ) {
        self.etag = etag
        self.lastModified = lastModified
        self.nextDue = nextDue
        self.lastSuccess = lastSuccess
        self.failures = failures
        self.lastError = lastError
        self.condition = condition
        self.memory = memory
    }
}

/// How a feed fares, since when, and how that is known.
public struct FeedCondition: Sendable, Equatable, Codable {
    public let state: FeedState
    public let since: Instant
    /// In words.
    public let evidence: String?

    public init(_ state: FeedState, since: Instant, evidence: String? = nil) {
        self.state = state
        self.since = since
        self.evidence = evidence
    }
}

/// The states of a feed.
public enum FeedState: String, Sendable, Codable, CaseIterable {
    case ok
    /// Silent for longer than usual, but not for longer than happens.
    case quiet
    /// Silent for so long that something must be wrong.
    case stale
    /// Answers change, but bring nothing.
    case frozen
    /// Answers hold far fewer entries than they used to.
    case thinning
    /// Refused by the server: 403 or 451.
    case blocked
    /// A web page came in the place of data.
    case walled
    /// The answer is not what the catalogue says.
    case malformed
    /// It lives at another address for good, and is polled there.
    case moved
    /// Removed for good: 410. It is not polled any more.
    case gone
    /// A key is missing or wrong: 401 or 407.
    case unauthorised
    /// Asked too often: 429, or 503 with Retry-After.
    case rateLimited = "rate-limited"
    /// No usable answer for another reason.
    case failing

    /// Whether news that happen now would not be seen.
    public var isBlind: Bool {
        switch self {
        case .ok, .quiet, .thinning, .moved: false
        default: true
        }
    }
}

/// What is remembered of a feed besides its validators.
public struct FeedMemory: Sendable, Equatable, Codable {
    /// A fingerprint of the last body that was stored: servers without validators send it again and again.
    public var body: Int64?
    /// Where the feed lives now, by permanent redirects that were seen twice.
    public var address: String?
    /// Where a permanent redirect led for the first time.
    public var candidate: String?
    /// What the feed itself says of how often it changes.
    public var hints = UpdateHints()
    public var arrivalRate = ArrivalRate()
    /// The token of the page that is to be asked for next, and how many pages this poll has had; nil between polls.
    public var page: String?
    public var pages: Int?
    /// The hub that announces changes, as the feed says itself.
    public var hub: PushHub?

    public init() {}

    /// The names under which databases keep it.
    private enum CodingKeys: String, CodingKey {
        case body, address, candidate, hints
        case arrivalRate = "rhythm"
        case page, pages, hub
    }
}

/// A hub that tells of a feed's changes (WebSub, 4: Discovery).
public struct PushHub: Sendable, Equatable, Codable {
    public let url: String
    /// The feed's own address, by which the hub knows it.
    public let topic: String

    public init(url: String, topic: String) {
        self.url = url
        self.topic = topic
    }
}

/// What a feed says of when to come back.
public struct UpdateHints: Sendable, Equatable, Codable {
    /// Seconds between two changes at least, by `ttl` (RSS 2.0) or `sy:updatePeriod` (RSS 1.0 Syndication module).
    public var seconds: Int?
    /// Hours of the day, in UTC, in which nothing changes (`skipHours`, RSS 0.91).
    public var skippedHours: [Int]
    /// Days of the week, from 0 for Sunday, on which nothing changes (`skipDays`).
    public var skippedDays: [Int]

    public init(seconds: Int? = nil, skippedHours: [Int] = [], skippedDays: [Int] = []) {
        self.seconds = seconds
        self.skippedHours = skippedHours
        self.skippedDays = skippedDays
    }
}

/// How often a feed brings something, learned from its polls; see `Fetching` for what is made of it.
public struct ArrivalRate: Sendable, Equatable, Codable {
    /// Polls that brought something, by hour of the day: 24 of weekdays, then 24 of weekends, older ones weighing less.
    public var arrivals = [Float](repeating: 0, count: 48)
    /// Hours that were watched, in the same places.
    public var hours = [Float](repeating: 0, count: 48)
    /// The last poll that is accounted for.
    public var seen: Instant?
    /// When something came last.
    public var lastArrival: Instant?
    /// Bodies in a row that had changed and brought nothing.
    public var emptyBodies = 0
    /// Entries of a usual body, on average.
    public var entries: Float?
    /// Bodies in a row with far fewer.
    public var shortBodies = 0

    public init() {}

    /// The names under which databases keep it.
    private enum CodingKeys: String, CodingKey {
        case arrivals, hours, seen, lastArrival, entries
        case emptyBodies = "barren"
        case shortBodies = "thin"
    }
}
