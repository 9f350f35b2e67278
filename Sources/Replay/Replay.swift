public import Classification
import Deduplication
public import Detection
public import Domain
public import Mentions

/// Takes headlines of the past through classifier and detector as if they had streamed in: the same stages as
/// those of the daemon, at the times at which the headlines came, and nothing stored.
///
/// A replay of a history gives the alerts that the daemon gave, under the same ids and at the same times, as
/// long as model, catalogues and settings are the same; only titles are read, also of feeds whose summaries
/// the daemon reads as well. A headline with a former title is a change that its source made, and is news if
/// it has turned bad.
public struct Replay: Sendable {
    /// Headlines that are classified together at most.
    private static let batch = 256

    private let assessor: any Assessor
    private let discovery: Discovery
    private let choices: [String: EntityChoice]

    /// A replay in which `assessor` says what the headlines mean.
    ///
    /// - Parameters:
    ///   - discovery: What is known before of the names that no catalogue lists.
    ///   - choices: What people said of such names, by key.
    public init(
        assessor: any Assessor, discovery: Discovery = Discovery(), choices: [String: EntityChoice] = [:]
    ) {
        self.assessor = assessor
        self.discovery = discovery
        self.choices = choices
    }

    /// Every notice in the order in which it would have been given; the headlines may come in any order.
    ///
    /// What is still open after the last headline stays open: nobody knows what follows.
    ///
    /// - Parameters:
    ///   - settings: What spikes must be; of several, each has a detector of its own and the headlines are
    ///     classified once.
    ///     Where the days alone of some headlines are known, no window is shorter than a day.
    ///   - epoch: Since when all had been quiet before; nil for from the first headline on.
    ///   - watch: Called with each notice and the place of the settings that it came of.
    /// - Returns: The alerts by chance a month that the settings accept in the streams that there were.
    @discardableResult
    public func run(
        _ headlines: [DatedHeadline], under settings: [DetectionSettings], since epoch: Instant? = nil,
        watch: (Alert, Int) async throws -> Void
    ) async throws -> [Double] {
        let sorted = headlines.enumerated().sorted { ($0.element.at, $0.offset) < ($1.element.at, $1.offset) }
            .map(\.element)
        let isDatedByDay = headlines.contains { !$0.hasTime }
        var detectors = settings.map { settings in
            var settings = settings
            settings.isDatedByDay = isDatedByDay
            return SteppedDetector(Detector(settings: settings, epoch: epoch))
        }
        let known = RememberedStories()
        var discovery = discovery
        for start in stride(from: 0, to: sorted.count, by: Self.batch) {
            let batch = Array(sorted[start..<min(start + Self.batch, sorted.count)])
            let titles = batch.map { String($0.text.prefix(maximumTitle)) }
            let texts = Dictionary(
                zip(titles, await assessor.assess(titles)), uniquingKeysWith: { first, _ in first })
            for answer in batch.chunked(by: \.at) {
                guard let now = answer.first?.at else { continue }
                let names = discovery.observe(
                    try await assess(Array(answer), at: now, known: known, texts), choices: choices, now: now
                ) { settings.first?.owner(of: $0) ?? $0.feed }
                discovery.adopt(names)
                let assessed = names.items
                for index in detectors.indices {
                    for alert in detectors[index].step(assessed, at: now) {
                        try await watch(alert.with(namesOfJoined: [:]), index)
                    }
                }
            }
        }
        return detectors.map(\.detector.acceptedFalseAlarms)
    }

    /// The headlines of one moment that are not known yet, in their stories, and those that have turned bad.
    private func assess(
        _ headlines: [DatedHeadline], at now: Instant, known: RememberedStories,
        _ texts: [String: TextAssessment]
    ) async throws -> [AssessedItem] {
        var assessed: [AssessedItem] = []
        for group in headlines.sorted(by: { $0.source < $1.source }).chunked(by: \.source) {
            let entries = group.filter { $0.former == nil }.map {
                Entry(id: $0.id, title: $0.text, published: .instant($0.eventTime ?? now))
            }
            let isBacklog = group.first?.isBacklog ?? false
            let arrival = Arrival(feed: group.first?.source ?? "", at: now, isBacklog: isBacklog)
            let fresh = try await deduplicate(entries, of: arrival, known: known).items
            assessed += fresh.compactMap { item in
                texts[item.title].map { AssessedItem(item: item, text: $0) }
            }
            assessed += try await turned(group, of: arrival, known: known, texts)
            // Before the next source: what two carry at one time is one story.
            await known.remember(fresh)
        }
        return assessed
    }

    /// The changed titles that are bad news where the former ones were not, as news that came now.
    private func turned(
        _ headlines: some Sequence<DatedHeadline>, of arrival: Arrival, known: RememberedStories,
        _ texts: [String: TextAssessment]
    ) async throws -> [AssessedItem] {
        let edits = headlines.compactMap { headline in
            headline.former.map {
                ItemEdit(
                    key: headline.id ?? "", title: String(headline.text.prefix(maximumTitle)), summary: nil,
                    former: $0)
            }
        }
        guard !edits.isEmpty, !arrival.isBacklog else { return [] }
        let turned = zip(edits, await assessor.assess(edits.map(\.former))).compactMap { edit, former in
            texts[edit.title].flatMap { text in
                ChangedTitle(edit, former: former, text: text).formerlyBad.map { (edit, text, $0) }
            }
        }
        let items = try await placeInStories(
            turned.map { IdentifiedEntry($0.0) }, of: arrival, known: known)
        return zip(items, turned).map { item, turn in
            var assessed = AssessedItem(item: item, text: turn.1)
            assessed.formerlyBad = turn.2
            return assessed
        }
    }
}
