import Domain
import FoundationEssentials

// How the words are stored: a row a term, a row a story, and one for what they have in common, so that a
// commit writes only what its items changed.

private enum RowName {
    static let feed = "feed"
    static let term = "term:"
    static let story = "story:"
}

extension ThemeChanges {
    /// The rows that changed: `feed`, `term:WORDS` or `story:NUMBER`, and the state of each as JSON; nil for
    /// one that is to be deleted.
    ///
    /// - Throws: `EncodingError`.
    public func rows() throws -> [(name: String, json: String?)] {
        var rows: [(name: String, json: String?)] = []
        if let feed { rows.append((name: RowName.feed, json: try jsonLine(feed))) }
        for (_, term) in terms {
            rows.append((name: RowName.term + term.text, json: term.json))
        }
        for (id, story) in stories {
            rows.append((name: RowName.story + "\(id.value)", json: try jsonLine(story)))
        }
        rows += droppedTerms.values.map { (RowName.term + $0, nil) }
        rows += droppedStories.map { (RowName.story + "\($0.value)", nil) }
        return rows
    }
}

extension ThemeMemory {
    /// What was stored.
    ///
    /// - Throws: `UnreadableThemeRow`.
    public init(rows: [(name: String, json: String)]) throws {
        var (feed, terms, stories) = (ThemeFeed(), [UInt64: TermState](), [StoryID: ThemeStory]())
        let decoder = JSONDecoder()
        for row in rows {
            let data = Data(row.json.utf8)
            do {
                if row.name == RowName.feed {
                    feed = try decoder.decode(ThemeFeed.self, from: data)
                } else if row.name.hasPrefix(RowName.term) {
                    let term = try decoder.decode(TermState.self, from: data)
                    terms[ThemeTerm.key(of: term.text)] = term
                } else if let id = Int64(row.name.dropFirst(RowName.story.count)) {
                    stories[StoryID(id)] = try decoder.decode(ThemeStory.self, from: data)
                }
            } catch {
                throw UnreadableThemeRow(name: row.name)
            }
        }
        self.init(feed: feed, terms: terms, stories: stories)
    }
}

/// A stored row that cannot be read.
public struct UnreadableThemeRow: Error {
    /// The row.
    public let name: String
}

extension TermState: Decodable {
    /// A short list, for there are many: text, slot, weights, bins as numbers one after the other, stories.
    init(from decoder: any Decoder) throws {
        var list = try decoder.unkeyedContainer()
        let text = try list.decode(String.self)
        let slot = try list.decode(Int32.self)
        let weights = try (0..<3).map { _ in try list.decode(Double.self) }
        let numbers = try list.decode([Int32].self)
        let bins = stride(from: 0, to: numbers.count - 3, by: 4).map { start in
            var bin = TermBin(slot: numbers[start])
            bin.stories = UInt16(clamping: numbers[start + 1])
            bin.bad = UInt16(clamping: numbers[start + 2])
            bin.claimed = min(UInt16(clamping: numbers[start + 3]), bin.bad)
            return bin
        }
        self.init(
            text, at: slot, level: weights[0], stories: weights[1], bad: weights[2], bins: bins,
            latest: try list.decode([StoryID].self))
    }

    /// What `init(from:)` reads, written by hand, for ten terms change with a headline: words have no signs
    /// that JSON escapes.
    fileprivate var json: String {
        let bins = bins.map { "\($0.slot),\($0.stories),\($0.bad),\($0.claimed)" }.joined(separator: ",")
        let latest = latest.map { "\($0.value)" }.joined(separator: ",")
        return "[\"\(text)\",\(at),\(level),\(stories),\(bad),[\(bins)],[\(latest)]]"
    }
}
