public import Classification
import Deduplication
public import Detection
public import Domain

/// Takes headlines of the past through classifier and detector as if they had streamed in: the same stages as those of
/// the daemon, with a poll of every source an hour, and nothing stored.
public struct Replay: Sendable {
    /// Headlines that are classified together at most.
    private static let batch = 256
    private static let poll: Duration = .seconds(3600)

    private let assessor: any Assessor

    /// A replay in which `assessor` says what the headlines mean.
    public init(assessor: any Assessor) { self.assessor = assessor }

    /// Every notice in the order in which it would have been given; the headlines may come in any order.
    ///
    /// - Parameters:
    ///   - settings: What spikes must be; of several, each has a detector of its own and the headlines are classified once.
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
        var detectors = settings.map { Detector(settings: $0, epoch: epoch) }
        let known = RememberedStories()
        var start = 0
        while start < sorted.count {
            let end = endOfPoll(sorted, from: start)
            let now = sorted[end - 1].at
            let assessed = try await assessed(Array(sorted[start..<end]), now: now, known: known)
            for index in detectors.indices {
                let outcome = detectors[index].observe(assessed, now: now)
                detectors[index].adopt(outcome)
                for alert in outcome.alerts { try await watch(alert, index) }
            }
            start = end
        }
        for index in detectors.indices {
            guard let last = sorted.last else { break }
            // What is still open ends when nothing follows.
            let outcome = detectors[index].advance(to: last.at + .seconds(4 * 86400))
            for alert in outcome.alerts { try await watch(alert, index) }
        }
        return detectors.map(\.acceptedFalseAlarms)
    }

    private func endOfPoll(_ headlines: [DatedHeadline], from start: Int) -> Int {
        var end = start + 1
        while end < headlines.count, end - start < Self.batch,
            headlines[end].at - headlines[start].at < Self.poll
        {
            end += 1
        }
        return end
    }

    private func assessed(
        _ headlines: [DatedHeadline], now: Instant, known: RememberedStories
    ) async throws -> [AssessedItem] {
        var items: [Item] = []
        for (source, group) in Dictionary(grouping: headlines, by: \.source).sorted(by: { $0.key < $1.key }) {
            let entries = group.map { headline in
                Entry(
                    id: nil, title: headline.text, link: nil, published: headline.at, updated: nil,
                    author: nil,
                    summary: nil, content: nil, categories: [], language: nil)
            }
            // No backlog: a replayed headline may alert from the first one on.
            let arrival = Arrival(feed: source, at: now, isBacklog: false)
            let fresh = try await deduplicate(entries, of: arrival, known: known).items
            // Before the next source: what two carry in one hour is one story.
            await known.remember(fresh)
            items += fresh
        }
        return await assessor.assess(items)
    }
}

/// The stories of the last days, in memory.
private actor RememberedStories: KnownStories {
    private static let memory: Duration = .seconds(7 * 86400)
    private var keys: [String: Instant] = [:]
    private var stories: [Int64: (story: StoryID, at: Instant)] = [:]
    private var bands: [Int64: [SeenTitle]] = [:]
    private var swept: Instant?

    func knownTitles(feed: String, among keys: [String]) -> [String: String?] {
        // Headlines have no ids: the words are the key, and cannot have changed.
        var known: [String: String?] = [:]
        for key in keys where self.keys["\(feed)\n\(key)"] != nil { known.updateValue(nil, forKey: key) }
        return known
    }

    func stories(withFingerprints fingerprints: [Int64], since: Instant) -> [Int64: StoryID] {
        var found: [Int64: StoryID] = [:]
        for fingerprint in fingerprints {
            if let (story, at) = stories[fingerprint], at >= since { found[fingerprint] = story }
        }
        return found
    }

    func titles(inBands bands: [Int64], since: Instant) -> [Int64: [SeenTitle]] {
        var found: [Int64: [SeenTitle]] = [:]
        for band in bands { found[band] = self.bands[band]?.suffix(20).filter { $0.at >= since } }
        return found
    }

    func remember(_ items: [Item]) {
        guard let now = items.map(\.fetchedAt).max() else { return }
        if swept.map({ now - $0 > .seconds(86400) }) ?? true { sweep(now) }
        for item in items {
            keys["\(item.feed)\n\(item.key)"] = item.fetchedAt
            if stories[item.fingerprint] == nil { stories[item.fingerprint] = (item.story, item.fetchedAt) }
            for band in item.bands {
                bands[band, default: []].append(
                    SeenTitle(title: item.title, story: item.story, at: item.fetchedAt))
            }
        }
    }

    /// Forgets what is too old; once a day, for it looks at everything.
    private func sweep(_ now: Instant) {
        swept = now
        // The same words of the same source are the same entry while the story lives.
        keys = keys.filter { $0.value >= now - storyLifetime }
        stories = stories.filter { $0.value.at >= now - storyLifetime }
        bands = bands.compactMapValues { titles in
            let left = titles.filter { $0.at >= now - Self.memory }
            return left.isEmpty ? nil : left
        }
    }
}
