import Domain

/// Titles are compared with those of the days before, back to this age.
private let noveltyMemory: Duration = .seconds(7 * 24 * 3600)

/// The stories that new titles belong to: found among the stored ones, or opened by the title itself.
struct Stories {
    /// How a title relates to what was seen before it.
    struct Placement {
        let story: StoryID
        /// Whether an earlier title told the same story.
        let isCopy: Bool
        let novelty: Novelty
    }

    /// A title, taken apart for comparison.
    struct Title {
        let text: String
        let fingerprint: Int64
        let words: TitleWords
        let bands: [Int64]

        init(_ text: String) {
            self.text = text
            fingerprint = storyFingerprint(text)
            words = TitleWords(text)
            bands = words.bands
        }
    }

    private let now: Instant
    private var byFingerprint: [Int64: StoryID]
    private var byBand: [Int64: [SeenTitle]]

    /// Loads what is known of the titles' stories, in two questions however many titles there are.
    init(_ titles: [Title], known: some KnownStories, at now: Instant) async throws {
        self.now = now
        byFingerprint = try await known.stories(
            withFingerprints: titles.map(\.fingerprint), since: now - storyLifetime)
        byBand = try await known.titles(
            inBands: Array(Set(titles.flatMap(\.bands))), since: now - noveltyMemory)
    }

    /// Places a title, and remembers it for those that follow.
    mutating func place(_ title: Title) -> Placement {
        let candidates = Set(title.bands.flatMap { byBand[$0] ?? [] })
        var novelty = Novelty()
        var copied = byFingerprint[title.fingerprint]
        for candidate in candidates.sorted(by: { ($0.at, $0.title) < ($1.at, $1.title) }) {
            let other = TitleWords(candidate.title)
            novelty.compare(title.words.similarity(to: other), age: now - candidate.at)
            if copied == nil, now - candidate.at <= storyLifetime, title.words.isCopy(of: other) {
                copied = candidate.story
            }
        }
        let story = copied ?? newStory(title.fingerprint, at: now)
        byFingerprint[title.fingerprint] = story
        for band in title.bands {
            byBand[band, default: []].append(SeenTitle(title: title.text, story: story, at: now))
        }
        return Placement(story: story, isCopy: copied != nil, novelty: novelty)
    }
}

/// The same title is a new story each time it comes back after `storyLifetime`, so the hour is part of its
/// name.
private func newStory(_ fingerprint: Int64, at time: Instant) -> StoryID {
    StoryID(fingerprint ^ (time.milliseconds / 3_600_000) &* 0x5851_F42D_4C95_7F2D)
}
