public import Domain

/// How a feed fares.
public struct FeedHealth: Sendable, Equatable {
    /// The feed's id in the catalogue.
    public let id: String
    /// The feed's title in the catalogue.
    public let title: String
    /// Where the feed is polled, without keys.
    public let url: String
    /// What it carries.
    public let kind: Feed.Kind
    /// How it is doing.
    public let condition: Condition
    /// How we know, in words.
    public let evidence: String?
    /// What its polls came to.
    public let polls: Polls
    /// What it brought.
    public let yield: Yield

    /// The health of a feed.
    public init(
        feed: (id: String, title: String, url: String, kind: Feed.Kind), condition: Condition,
        evidence: String?, polls: Polls, yield: Yield
    ) {
        (id, title, url, kind) = feed
        self.condition = condition
        self.evidence = evidence
        self.polls = polls
        self.yield = yield
    }

    /// Whether a feed is polled, and how it did last.
    public enum Condition: Sendable, Equatable {
        /// Not polled yet.
        case new
        /// Someone paused it.
        case paused(since: Instant)
        /// Its state, and since when.
        case known(FeedState, since: Instant?)

        /// The name of the state, `new` or `paused`.
        public var name: String {
            switch self {
            case .new: "new"
            case .paused: "paused"
            case .known(let state, _): state.rawValue
            }
        }

        /// Since when; nil for a new feed.
        public var since: Instant? {
            switch self {
            case .new: nil
            case .paused(let since): since
            case .known(_, let since): since
            }
        }

        /// Whether someone should look at the feed.
        public var isTrouble: Bool {
            switch self {
            case .new, .paused, .known(.ok, _), .known(.moved, _), .known(.quiet, _): false
            case .known: true
            }
        }
    }

    /// What the polls of a feed came to.
    public struct Polls: Sendable, Equatable {
        /// The last poll, whatever came of it; nil before the first.
        public let last: Instant?
        /// The last complete response.
        public let lastSuccess: Instant?
        /// The feed is not polled before this time.
        public let next: Instant
        /// In a row, since the last success.
        public let failures: Int
        /// Why the last poll failed, in words; nil after a success.
        public let lastError: String?

        /// The polls of a feed.
        public init(
            last: Instant?, lastSuccess: Instant?, next: Instant, failures: Int, lastError: String?
        ) {
            self.last = last
            self.lastSuccess = lastSuccess
            self.next = next
            self.failures = failures
            self.lastError = lastError
        }
    }

    /// What a feed brought.
    public struct Yield: Sendable, Equatable {
        /// Items that are stored.
        public let items: Int
        /// Those of them that are in a language that the model cannot read, and so have no sentiment.
        public let notScored: Int
        /// Items a day, over the last seven days.
        public let itemsPerDay: Double
        /// Mean time from publication to fetch over those days; nil where the feed gives no times.
        public let delay: Duration?

        /// The yield of a feed.
        public init(items: Int, notScored: Int = 0, itemsPerDay: Double, delay: Duration?) {
            self.items = items
            self.notScored = notScored
            self.itemsPerDay = itemsPerDay
            self.delay = delay
        }
    }
}
