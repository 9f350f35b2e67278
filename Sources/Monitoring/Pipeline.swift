public import Classification
public import Deduplication
public import Detection
public import Domain
public import Fetching
public import Logging
import Parsing
public import SQLiteHistory

/// The way of the data: one response in, one commit out. This is the page to read first.
///
/// An actor, because the detector's states belong to one response at a time.
public actor Pipeline {
    /// The name under which what all streams have in common is stored among their states.
    static let populationRow = "population"

    private let database: SQLiteHistory
    private let assessor: any Assessor
    private let logger: Logger
    private var detector: Detector
    private let context: AlertContext
    private let alertsOnBlindSources: Bool
    /// How the feeds fared at their last poll.
    private var conditions: [String: FeedCondition] = [:]

    public init(
        database: SQLiteHistory, assessor: any Assessor, detector: Detector, feeds: Set<String>,
        alertsOnBlindSources: Bool, mutesUseless: Bool, logger: Logger
    ) {
        self.database = database
        self.assessor = assessor
        self.detector = detector
        self.alertsOnBlindSources = alertsOnBlindSources
        context = AlertContext(database: database, feeds: feeds, mutesUseless: mutesUseless)
        self.logger = logger
    }

    /// What became of a poll.
    public struct Result: Sendable {
        /// Where the feed's polling stands now.
        public let cursor: FeedCursor
        public var items: [AssessedItem] = []
        public var quotes = 0
        public var alerts: [Alert] = []
    }

    /// Streams that have a state.
    var streams: Int { detector.states.count }

    /// Takes what a poll brought through all stages and commits it; returns after the commit.
    ///
    /// Callers hand over one result at a time. On an error nothing is stored and nothing is learned: the feed's next
    /// poll, with the old validators, brings the same again.
    public func process(_ result: FetchResult, now: Instant) async -> Result {
        do {
            switch result {
            case .response(let response): return try await process(response)
            case .failure(let feed, let cursor): return try await record(cursor, of: feed, at: now)
            }
        } catch {
            logger.error(
                "A response could not be stored",
                metadata: ["feed": "\(result.feed.id)", "reason": "\(error)"])
            // The validators of what was stored last: the next answer brings the same entries again.
            var cursor = result.previous
            cursor.nextDue = now + result.feed.interval
            return Result(cursor: cursor)
        }
    }

    private func process(_ response: Response) async throws -> Result {
        let parsed: Parsed
        do {
            parsed = try Parsed(response)
        } catch {
            let cursor = Politeness.cursor(
                afterFailure: "\(error)", as: error.state, feed: response.feed, previous: response.previous,
                now: response.receivedAt)
            return try await record(cursor, of: response.feed, at: response.receivedAt)
        }
        let fresh = try await deduplicate(
            parsed.entries,
            of: Arrival(feed: response.feed.id, at: response.receivedAt, isBacklog: response.isFirst),
            known: database)
        let assessed = await assessor.assess(fresh.items)
        let found = detector.observe(assessed, now: response.receivedAt)
        let (alerts, ranked) = try await context.completed(found.alerts, at: response.receivedAt)
        let response = response.settled(parsed, fresh: fresh.items.count)
        note(response.cursor.condition, after: response.previous.condition, of: response.feed)
        var commit = Commit(
            response: response, items: assessed, quotes: parsed.quotes, streams: try encoded(found),
            alerts: alerts, model: assessor.model)
        commit.ranked = ranked
        commit.edits = await edited(fresh.edits)
        try await database.commit(commit)
        detector.adopt(found)
        return Result(cursor: response.cursor, items: assessed, quotes: parsed.quotes.count, alerts: alerts)
    }

    /// Edits with what the changed titles say; they are no news for the detector.
    private func edited(_ edits: [ItemEdit]) async -> [(edit: ItemEdit, text: TextAssessment)] {
        Array(zip(edits, await assessor.assess(edits.map(\.title))))
    }

    /// Resolves what time alone ends; for quiet times.
    public func advance(to now: Instant) async throws -> [Alert] {
        let found = detector.advance(to: now)
        let alerts = try await found.alerts + sourceAlerts(at: now)
        guard !found.states.isEmpty || !alerts.isEmpty else { return [] }
        try await database.commit(alerts: alerts, streams: try encoded(found))
        detector.adopt(found)
        return alerts
    }

    /// Notices of feeds that went blind or see again, where that is asked for.
    private func sourceAlerts(at now: Instant) async throws -> [Alert] {
        guard alertsOnBlindSources else { return [] }
        return Alert.blindSources(
            try await database.blindFeeds(among: context.feeds),
            open: try await database.openNotices("source:*"), at: now)
    }

    private func encoded(_ found: Detector.Outcome) throws -> [(stream: String, state: String)] {
        try found.states.map { ($0.stream.name, try jsonLine($0.state)) }
            + (found.population.map { [(Self.populationRow, try jsonLine($0))] } ?? [])
    }

    /// Records a failure.
    private func record(_ cursor: FeedCursor, of feed: Feed, at now: Instant) async throws -> Result {
        note(cursor.condition, after: conditions[feed.id], of: feed)
        try await database.record(failure: cursor, of: feed.id, at: now)
        return Result(cursor: cursor)
    }

    /// Tells the operator when a feed's state changes, not at each poll.
    private func note(_ condition: FeedCondition?, after previous: FeedCondition?, of feed: Feed) {
        conditions[feed.id] = condition
        guard let condition, condition.state != previous?.state, previous != nil || condition.state != .ok
        else {
            return
        }
        logger.log(
            level: condition.state.isBlind ? .warning : .notice, "A feed changed its state",
            metadata: [
                "feed": "\(feed.id)", "state": "\(condition.state.rawValue)",
                "reason": "\(condition.evidence ?? "it answers as usual")",
            ])
    }
}

extension Assessor {
    /// The items with what their titles say.
    func assess(_ items: [Item]) async -> [AssessedItem] {
        zip(items, await assess(items.map(\.title))).map { AssessedItem(item: $0, text: $1) }
    }
}

extension SQLiteHistory: KnownStories {}

extension FetchResult {
    var feed: Feed {
        switch self {
        case .response(let response): response.feed
        case .failure(let feed, _): feed
        }
    }

    /// When the answer was complete; nil for a failure.
    var receivedAt: Instant? {
        if case .response(let response) = self { response.receivedAt } else { nil }
    }

    /// Where the polling stood before a response; after a failure its cursor, which keeps the validators.
    var previous: FeedCursor {
        switch self {
        case .response(let response): response.previous
        case .failure(_, let cursor): cursor
        }
    }
}
