public import Alerting
import Detection
public import Domain
import Fetching
public import History
public import Logging
import Mentions

/// The way of the data: one response in, one commit out.
///
/// This is the page to read first. A value with one owner, who hands it one piece of work after the other
/// (`PipelineService`): nothing can come between what is judged and its commit. It is cut once, between what
/// needs only the feed itself (`Intake`) and what needs to see all feeds (`Judge`); here both run one after
/// the other and end in one transaction.
public struct Pipeline: Sendable {
    private let history: any Ledger
    private let routing: Routing
    private let intake: Intake
    private var judge: Judge
    private let logger: Logger
    /// How the feeds fared at their last poll.
    private var conditions: [String: FeedCondition] = [:]

    /// The two halves, and the history that they end in.
    ///
    /// - Parameter routing: Decides who gets the notices.
    public init(
        history: any Ledger, routing: Routing, intake: Intake, judge: Judge, logger: Logger
    ) {
        self.history = history
        self.routing = routing
        self.intake = intake
        self.judge = judge
        self.logger = logger
    }

    /// What became of a piece of work.
    public struct Outcome: Sendable {
        /// Where the feed's polling stands now; nil after a tick.
        public var cursor: FeedCursor?
        /// Items that were stored, with what their titles mean.
        public var items: [AssessedItem] = []
        /// Prices that were stored.
        public var quotes = 0
        /// Notices that were given.
        public var alerts: [Alert] = []
        /// Streams that have a state afterwards.
        public var streams = 0
        /// Whether the history took it.
        public var isStored = true
    }

    /// Streams that have a state.
    var streams: Int { judge.streams }

    /// Does a piece of work and commits it; returns after the commit.
    ///
    /// On an error nothing is stored and nothing is learned: the feed's next poll, with the old validators,
    /// brings the same again.
    public mutating func process(_ work: Work) async -> Outcome {
        var outcome =
            switch work {
            case .polled(let result, let now): await process(result, at: now)
            case .tick(let now): await tick(at: now)
            case .probe: Outcome()
            }
        outcome.streams = streams
        return outcome
    }

    private mutating func process(_ result: FetchResult, at now: Instant) async -> Outcome {
        do {
            switch result {
            case .response(let response): return try await process(response)
            case .failure(let feed, let cursor): return try await record(cursor, of: feed, at: now)
            }
        } catch {
            logger.error(
                "Could not store a response",
                metadata: ["feed": "\(result.feed.id)", "reason": "\(error)"])
            return Outcome(
                cursor: PollingPolicy.cursor(afterUnstored: result, now: now), isStored: false)
        }
    }

    private mutating func process(_ response: Response) async throws -> Outcome {
        let read: ReadResponse
        do {
            read = try await intake.read(response)
        } catch let unreadable as Unreadable {
            return try await record(unreadable.cursor, of: response.feed, at: response.receivedAt)
        }
        let judgment = try await judge.judge(read)
        try await history.commit(commit(of: judgment, after: read))
        judge.adopt(judgment)
        let cursor = read.response.cursor
        note(cursor.condition, after: response.previous.condition, of: response.feed)
        return Outcome(
            cursor: cursor, items: judgment.items, quotes: read.quotes.count, alerts: judgment.alerts)
    }

    private mutating func tick(at now: Instant) async -> Outcome {
        do {
            guard let judgment = try await judge.judge(at: now) else { return Outcome() }
            try await history.commit(commit(of: judgment))
            judge.adopt(judgment)
            return Outcome(alerts: judgment.alerts)
        } catch {
            logger.error("Could not resolve alerts", metadata: ["reason": "\(error)"])
            return Outcome()
        }
    }

    /// Records a poll that brought nothing usable.
    private mutating func record(
        _ cursor: FeedCursor, of feed: Feed, at now: Instant
    ) async throws -> Outcome {
        var commit = Commit(routedBy: routing.route)
        commit.poll = Commit.Poll(of: feed.id, cursor: cursor, at: now)
        try await history.commit(commit)
        note(cursor.condition, after: conditions[feed.id], of: feed)
        return Outcome(cursor: cursor)
    }

    private func commit(of judgment: Judge.Judgment, after read: ReadResponse? = nil) throws -> Commit {
        var commit = Commit(routedBy: routing.route)
        commit.states = try judgment.found.encoded()
        commit.droppedStates = judgment.found.dropped.map(\.name)
        commit.words = try judgment.found.themes.encoded()
        commit.rankings = judgment.rankings
        commit.notices = judgment.alerts
        commit.grown = judgment.grown
        commit.series = judgment.found.series
        commit.discovered = judgment.names.changed.values.sorted { $0.key < $1.key }
        commit.forgottenNames = judgment.names.forgotten.sorted()
        guard let read else { return commit }
        let response = read.response
        var poll = Commit.Poll(of: response.feed.id, cursor: response.cursor, at: response.receivedAt)
        poll.items = judgment.items
        poll.edits = judgment.edits
        poll.quotes = read.quotes
        poll.model = read.model
        commit.poll = poll
        return commit
    }

    /// Tells the operator when a feed's state changes, not at each poll.
    private mutating func note(
        _ condition: FeedCondition?, after previous: FeedCondition?, of feed: Feed
    ) {
        conditions[feed.id] = condition
        guard let condition, condition.state != previous?.state, previous != nil || condition.state != .ok
        else {
            return
        }
        logger.log(
            level: condition.state.isBlind ? .warning : .notice, "Feed state changed",
            metadata: [
                "feed": "\(feed.id)", "state": "\(condition.state.rawValue)",
                "reason": "\(condition.evidence ?? "it responds as usual")",
            ])
    }
}
