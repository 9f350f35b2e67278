public import Domain

/// Knows the feeds, where the polling of each stands, and how it fares.
public protocol FeedBook: Sendable {
    /// Stores the feeds and entities of the catalogues; known feeds keep their cursors.
    ///
    /// A feed whose address changed loses its validators, which belong to the old address.
    func register(_ feeds: [(feed: Feed, firstDue: Instant)], entities: [Entity]) async throws

    /// Says which feeds the catalogues have now; of all others nobody is told any more.
    ///
    /// Their items and cursors stay. One that is registered again is watched again.
    func watchOnly(_ feeds: [String]) async throws

    /// Where the polling of a feed stands; nil for a feed that is not registered.
    func cursor(of feed: String) async throws -> FeedCursor?

    /// Whether someone paused a feed; false for an unknown one.
    func isPaused(_ feed: String) async throws -> Bool

    /// Pauses a feed since a time, or resumes it when that is nil; returns false for an unknown feed.
    ///
    /// A feed that is paused already keeps the time of its first pause.
    func pause(_ feed: String, since: Instant?) async throws -> Bool

    /// Asks for a poll of a feed as soon as its server allows; returns what will come of it, and nil for an
    /// unknown feed.
    ///
    /// A daemon takes it up within seconds; without one the feed is due when the next one starts.
    func askForPoll(of feed: String, at now: Instant) async throws -> PollRequest?

    /// The feeds whose polls were asked for since the last call.
    func takePollRequests() async throws -> [String]

    /// Those of some news feeds that would miss what happens now, the longest blind first; paused ones are
    /// left out.
    func blindFeeds(among feeds: Set<String>) async throws -> [BlindFeed]

    /// How the feeds that are watched fare, those in trouble first, then by id.
    func feedHealth(at now: Instant) async throws -> [FeedHealth]
}
