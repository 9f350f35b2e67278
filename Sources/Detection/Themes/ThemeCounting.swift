import Domain

extension DetectorWork {
    /// Counts the words of an item, and the item in the open theme that it is of.
    mutating func countWords(_ assessed: AssessedItem) {
        // A changed title has been counted, and a language that the model cannot read has no bad news.
        guard assessed.text.isScored, assessed.formerlyBad == nil else { return }
        let item = assessed.item
        let verdict = assessed.assessment.verdict
        let isBad = verdict.isBad
        let evidence = isBad ? Evidence(item, verdict, words: assessed.wordsShown) : nil
        guard item.isFirstOfStory else {
            if let evidence, item.use == .evaluate { add(copy: evidence) }
            return
        }
        let listed = assessed.entities.filter { $0.symbol != nil }
        let title = ThemeTitle(item.title, without: Set(listed.flatMap(assessed.names)))
        themes.count(
            item, title, evidence: evidence,
            companies: listed.compactMap { entity in
                entity.symbol.map { Alert.Theme.Company(symbol: $0, name: entity.name, stories: 1) }
            })
        guard item.use == .evaluate, let theme = themes.feed.open(holding: title.terms.map(\.key)) else {
            return
        }
        let isPositive = !isBad && verdict.sentiment.label == .positive
        count(in: theme, item.eventTime, evidence: evidence, isPositive: isPositive)
        if isBad, let story = themes.story(item.story) { take(story, into: theme) }
    }

    private mutating func add(copy: Evidence) {
        themes.add(copy: copy)
        guard let story = themes.story(copy.story), let theme = themes.feed.open(holding: story.terms) else {
            return
        }
        themes.feed.themes[theme].add(owners: [settings.owner(of: copy)])
        update(themes.feed.themes[theme].stream) { $0.keep(copy) }
    }

    /// Counts a story in the stream of a theme.
    mutating func count(in theme: Int, _ time: Instant, evidence: Evidence?, isPositive: Bool) {
        let stream = themes.feed.themes[theme].stream
        update(stream) { state in
            state.count(evidence != nil, isPositive: isPositive, isFirst: true, at: time)
            if let evidence { state.keep(evidence) }
            state.forgetBins(before: time - Model.themeMemory)
        }
        touch(stream, time)
        if evidence != nil { themes.grown.insert(stream) }
    }

    /// Makes a bad story one of a theme's: it counts for nothing else.
    mutating func take(_ story: ThemeStory, into theme: Int) {
        themes.claim(story.first.story)
        themes.feed.themes[theme].add(story.companies)
        themes.feed.themes[theme].add(owners: story.evidence.map(settings.owner(of:)))
        themes.feed.themes[theme].latestStory = max(themes.feed.themes[theme].latestStory, story.first.at)
    }

    /// Forgets the themes that ended a week ago, with their streams.
    mutating func forgetThemes() {
        themes.feed.themes.removeAll { theme in
            guard let ended = theme.endedAt, now - ended >= ToldTheme.remembered else { return false }
            outcome.dropped.append(theme.stream)
            return true
        }
    }
}

extension Model {
    /// Bins of a theme are kept for so long.
    static let themeMemory: Duration = .seconds(4 * 86400)
}
