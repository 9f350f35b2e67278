import Deduplication
import Domain

/// The stories of the last days of a replay, in memory.
actor RememberedStories: KnownEntries, KnownStories {
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
