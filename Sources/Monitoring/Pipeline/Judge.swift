import Deduplication
public import Detection
import Domain
import History
public import Mentions

/// The second half of the pipeline: stories, detection, ranking and what is to be told.
///
/// It sees all feeds in one order and owns the detector's states, so there is only one of it. It decides and
/// writes nothing: a judgment becomes the state with `adopt`, after it was stored.
public struct Judge: Sendable {
    private let history: any PipelineHistory
    private var context: AlertContext
    private let alertsOnBlindSources: Bool
    private var detector: Detector
    private var discovery: Discovery

    /// - Parameters:
    ///   - feeds: The feeds that are watched now.
    ///   - discovery: What is known of the names that no catalogue lists.
    ///   - names: What people call the entities, by symbol.
    ///   - alertsOnBlindSources: Whether a feed that goes blind is an alert.
    ///   - mutesUseless: Whether alerts may be kept from the sinks by what people said of others.
    public init(
        history: any PipelineHistory, detector: Detector, discovery: Discovery = Discovery(),
        feeds: Set<String>,
        names: [String: String] = [:], alertsOnBlindSources: Bool, mutesUseless: Bool
    ) {
        self.history = history
        self.detector = detector
        self.discovery = discovery
        self.alertsOnBlindSources = alertsOnBlindSources
        context = AlertContext(
            history: history, feeds: feeds,
            names: names.merging(discovery.namesBySymbol, uniquingKeysWith: { first, _ in first }),
            mutesUseless: mutesUseless)
    }

    /// Streams that have a state.
    var streams: Int { detector.states.count }

    /// What is made of a response, or of the time that passed.
    struct Judgment: Sendable {
        var items: [AssessedItem] = []
        /// The changed titles, with what is known by now of the names in them.
        var edits: [AssessedEdit] = []
        /// What was found of names that no catalogue lists.
        var names = Discovery.Outcome()
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
        let now = read.response.receivedAt
        let names = try await discover(
            zip(items, read.entries).map { AssessedItem(item: $0, text: $1.text) }, at: now)
        let edits = read.edits.map {
            AssessedEdit(edit: $0.edit, text: discovery.named($0.text, after: names))
        }
        let former = read.former.map { discovery.named($0, after: names) }
        let turned = try await turned(edits, former, of: read.arrival)
        let found = detector.observe(names.items + turned, now: now)
        let (alerts, rankings) = try await context.completed(found.alerts, at: now)
        let grown = try await context.updated(found.grown, at: now)
        return Judgment(
            items: names.items, edits: edits, names: names, alerts: alerts, grown: grown, rankings: rankings,
            found: found)
    }

    /// Counts the names that no catalogue lists; those that are entities have their symbols then.
    private func discover(_ items: [AssessedItem], at now: Instant) async throws -> Discovery.Outcome {
        let keys = Discovery.keys(in: items)
        let choices = keys.isEmpty ? [:] : try await history.choices(of: keys)
        return discovery.observe(items, choices: choices, now: now) { [settings = detector.settings] in
            settings.owner(of: $0)
        }
    }

    /// Stored items whose changed titles are bad news where the former ones were not: they count as news that
    /// came now.
    private func turned(
        _ edits: [AssessedEdit], _ former: [TextAssessment], of arrival: Arrival
    ) async throws -> [AssessedItem] {
        let turned = zip(edits, former).compactMap {
            edit, former in
            ChangedTitle(edit.edit, former: former, text: edit.text).formerlyBad.map { (edit, $0) }
        }
        guard !turned.isEmpty, !arrival.isBacklog else { return [] }
        let items = try await placeInStories(
            turned.map { IdentifiedEntry($0.0.edit) }, of: arrival, known: history)
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
    mutating func adopt(_ judgment: Judgment) {
        detector.adopt(judgment.found)
        discovery.adopt(judgment.names)
        for entity in judgment.names.changed.values {
            guard let symbol = entity.symbol, context.names[symbol] == nil else { continue }
            context.names[symbol] = entity.name
        }
    }

    private func sourceAlerts(at now: Instant) async throws -> [Alert] {
        guard alertsOnBlindSources else { return [] }
        return Alert.blindSources(
            try await history.blindFeeds(among: context.feeds),
            open: try await history.openNotices(about: .source), at: now)
    }
}
