import Deduplication
public import Detection
import Domain
import History

/// The second half of the pipeline: stories, detection, ranking and what is to be told.
///
/// It sees all feeds in one order and owns the detector's states, so there is only one of it. It decides and
/// writes nothing: a judgment becomes the state with `adopt`, after it was stored.
public struct Judge: Sendable {
    private let history: any PipelineHistory
    private let context: AlertContext
    private let alertsOnBlindSources: Bool
    private var detector: Detector

    /// - Parameters:
    ///   - feeds: The feeds that are watched now.
    ///   - names: What people call the entities, by symbol.
    ///   - alertsOnBlindSources: Whether a feed that goes blind is an alert.
    ///   - mutesUseless: Whether alerts may be kept from the sinks by what people said of others.
    public init(
        history: any PipelineHistory, detector: Detector, feeds: Set<String>,
        names: [String: String] = [:], alertsOnBlindSources: Bool, mutesUseless: Bool
    ) {
        self.history = history
        self.detector = detector
        self.alertsOnBlindSources = alertsOnBlindSources
        context = AlertContext(history: history, feeds: feeds, names: names, mutesUseless: mutesUseless)
    }

    /// Streams that have a state.
    var streams: Int { detector.states.count }

    /// What is made of a response, or of the time that passed.
    struct Judgment: Sendable {
        var items: [AssessedItem] = []
        let alerts: [Alert]
        /// Notices that were given before, with what is known by now.
        var grown: [Alert] = []
        let rankings: [AlertRanking]
        let found: Detector.Outcome
    }

    /// Gives the entries their stories and looks for what is unusual.
    ///
    /// - Throws: What the history throws.
    func judge(_ read: ReadResponse) async throws -> Judgment {
        let items = try await placeInStories(read.entries.map(\.entry), of: read.arrival, known: history)
        let assessed = zip(items, read.entries).map { AssessedItem(item: $0, text: $1.text) }
        let now = read.response.receivedAt
        let found = detector.observe(try await assessed + turned(read), now: now)
        let (alerts, rankings) = try await context.completed(found.alerts, at: now)
        let grown = try await context.updated(found.grown, at: now)
        return Judgment(items: assessed, alerts: alerts, grown: grown, rankings: rankings, found: found)
    }

    /// Stored items whose changed titles are bad news where the former ones were not: they count as news that
    /// came now.
    private func turned(_ read: ReadResponse) async throws -> [AssessedItem] {
        let turned = zip(read.edits, read.former).compactMap {
            edit, former in
            ChangedTitle(edit.edit, former: former, text: edit.text).formerlyBad.map { (edit, $0) }
        }
        guard !turned.isEmpty, !read.arrival.isBacklog else { return [] }
        let items = try await placeInStories(
            turned.map { IdentifiedEntry($0.0.edit) }, of: read.arrival, known: history)
        return zip(items, turned).map { item, turn in
            var assessed = AssessedItem(item: item, text: turn.0.text)
            assessed.formerlyBad = turn.1
            return assessed
        }
    }

    /// Ends what time alone ends, and looks for feeds that have gone blind; nil when nothing has changed.
    ///
    /// - Throws: What the history throws.
    func judge(at now: Instant) async throws -> Judgment? {
        let found = detector.advance(to: now)
        let alerts = try await context.named(found.alerts) + sourceAlerts(at: now)
        guard !found.states.isEmpty || !alerts.isEmpty else { return nil }
        return Judgment(alerts: alerts, rankings: [], found: found)
    }

    /// Takes over what was judged, once it is stored.
    mutating func adopt(_ judgment: Judgment) { detector.adopt(judgment.found) }

    private func sourceAlerts(at now: Instant) async throws -> [Alert] {
        guard alertsOnBlindSources else { return [] }
        return Alert.blindSources(
            try await history.blindFeeds(among: context.feeds),
            open: try await history.openNotices(about: .source), at: now)
    }
}
