import Domain

// A bad story is looked at through each of its terms. What scores above the threshold is a theme if its
// stories have more in common than the term, come from two sources, and are not those of a theme that was
// told already.

extension Model {
    /// Themes by chance a month, as multiples of what is accepted of one stream.
    static let themeStreams = 8.0
    /// Before words have been counted for so long, no theme is told: most would seem new.
    static let themeYouth: Duration = .seconds(45 * 86400)
    /// Owners of feeds that must carry a theme: one of them alone may have a formula, a show or a bad day.
    static let themeSources = 2
    /// From so many stories on they need have no more in common than the term; below, this share.
    static let themeCohesive = 8
    static let themeCohesion = 3
    /// A term is of a theme when one in so many of its stories is.
    static let themeKinship = 3
}

extension DetectionSettings {
    /// Themes by chance a month that are accepted, over all words.
    func falseThemes(_ stream: Stream) -> Double {
        rule(for: stream)?.falseAlertsPerStreamMonth
            ?? falseAlertsPerStreamMonth * Model.themeStreams
    }
}

extension Stream {
    /// Stands for every theme.
    static let anyTheme = Stream.theme("*")
}

extension DetectorWork {
    var settings: DetectionSettings { detector.settings }

    /// Begins a day and forgets old themes, where one begins.
    mutating func beginThemes() {
        themes.feed.threshold.begin(StreamState.day(now))
        forgetThemes()
    }

    /// Looks for themes in the bad stories of the call, and follows the open ones.
    mutating func judgeThemes() {
        for (story, slot) in themes.bad { judge(story, until: slot) }
        followThemes()
    }

    private mutating func judge(_ id: StoryID, until slot: Int32) {
        guard let story = themes.story(id) else { return }
        claimExplained(with: story)
        guard themes.story(id)?.isClaimed == false else { return }
        let found = story.terms.compactMap { key in
            themes.surprise(key, until: slot).map { (key: key, surprise: $0) }
        }
        .sorted { ($1.surprise.score, $0.key) < ($0.surprise.score, $1.key) }
        for (key, surprise) in found where note(key, surprise, until: slot) {
            if tell(key, surprise, until: slot) { return }
        }
    }

    /// Stories that an alert of a narrower stream explains count for no theme.
    private mutating func claimExplained(with story: ThemeStory) {
        for key in story.terms {
            for id in themes.term(key)?.latest ?? [] where isExplained(id) { themes.claim(id) }
        }
    }

    private func isExplained(_ story: StoryID) -> Bool {
        detector.claims.explains(story, for: .anyTheme, at: now)
            || claimed.contains {
                $0.stream.width <= Stream.Kind.theme.width && $0.stories.contains(story)
            }
    }

    /// Remembers how high a score rises; returns whether it may be told.
    private mutating func note(_ key: UInt64, _ surprise: Surprise, until slot: Int32) -> Bool {
        let isRecord = surprise.score > themes.feed.threshold.today
        let threshold = themes.feed.threshold.threshold(settings.falseThemes(.anyTheme))
        guard isRecord || surprise.score >= threshold else { return false }
        // One source's formula tells nothing of chance.
        let stories = freshStories(key, surprise, until: slot)
        guard sources(of: stories) >= Model.themeSources else { return false }
        themes.feed.threshold.raise(to: surprise.score)
        return themes.feed.hasLearned(for: max(Model.themeYouth, settings.learningPeriod), at: now)
    }

    /// The stories of a surprise: those that no alert has claimed.
    private func freshStories(_ key: UInt64, _ surprise: Surprise, until slot: Int32) -> [ThemeStory] {
        themes.stories(with: key, in: surprise.window, until: slot).filter { !$0.isClaimed }
    }

    private func sources(of stories: [ThemeStory]) -> Int {
        Set(stories.flatMap(\.evidence).map(settings.owner(of:))).count
    }

    /// Tells a term that surprises, or gives it to the theme that it is of; returns whether it did.
    private mutating func tell(_ key: UInt64, _ surprise: Surprise, until slot: Int32) -> Bool {
        guard let text = themes.term(key)?.text else { return false }
        let stream = Stream.theme(text)
        let own = settings.applied(to: stream)
        let threshold = themes.feed.threshold.threshold(settings.falseThemes(stream))
        let stories = freshStories(key, surprise, until: slot)
        guard surprise.score >= threshold, surprise.negative >= own.minimumStories,
            sources(of: stories) >= max(own.minimumSources, Model.themeSources)
        else { return false }
        if join(key, text, surprise, until: slot) { return true }
        let words = themes
        let kin = ThemeKin(of: key, text, among: stories, texts: { words.term($0)?.text })
        guard surprise.negative >= Model.themeCohesive || kin.isCohesive else { return false }
        let others = kin.companions.filter {
            (themes.surprise($0.key, until: slot)?.score ?? 0) >= threshold / 2
        }
        let name = kin.name(titles: stories.map(\.first.title))
        open(
            ToldTheme(
                stream, name: name, terms: [(key, text)] + others, firedAt: now,
                began: stories.map(\.first.at).min() ?? now, latestStory: now,
                score: surprise.score),
            surprise, stories, threshold: threshold)
        return true
    }

    /// Gives a term to a theme that is open or has ended of late, if enough of its stories are of it.
    private mutating func join(
        _ key: UInt64, _ text: String, _ surprise: Surprise, until slot: Int32
    ) -> Bool {
        let all = themes.stories(with: key, in: surprise.window, until: slot)
        let step = Model.escalation / themes.feed.threshold.fit.slope
        let kin = themes.feed.themes.indices.first { index in
            let theme = themes.feed.themes[index]
            let shared = all.count { theme.holds($0.terms) }
            // What has become a hundred times rarer than it was is news again.
            return Model.themeKinship * shared >= all.count
                && (theme.isOpen || surprise.score < theme.score + step)
        }
        guard let kin else { return false }
        themes.feed.themes[kin].add(key, text)
        for story in all where !story.isClaimed {
            if themes.feed.themes[kin].isOpen {
                count(in: kin, story.first.at, evidence: story.first, isPositive: false)
            }
            take(story, into: kin)
        }
        return true
    }
}
