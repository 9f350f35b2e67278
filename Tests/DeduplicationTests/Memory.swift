import Domain

@testable import Deduplication

/// What is stored, in memory.
struct Memory: KnownEntries, KnownStories {
    var keys: Set<String> = []
    var stories: [Int64: StoryID] = [:]

    var titles: [String: String] = [:]
    var seen: [SeenTitle] = []

    func knownTitles(feed: String, among keys: [String]) async throws -> [String: String?] {
        var known: [String: String?] = [:]
        for key in keys where self.keys.contains(key) { known.updateValue(titles[key], forKey: key) }
        return known
    }

    func titles(inBands bands: [Int64], since: Instant) async throws -> [Int64: [SeenTitle]] {
        var found: [Int64: [SeenTitle]] = [:]
        for title in seen where title.at >= since {
            for band in TitleWords(title.title).bands where bands.contains(band) {
                found[band, default: []].append(title)
            }
        }
        return found
    }

    func stories(withFingerprints fingerprints: [Int64], since: Instant) async throws -> [Int64: StoryID] {
        stories.filter { fingerprints.contains($0.key) }
    }
}
