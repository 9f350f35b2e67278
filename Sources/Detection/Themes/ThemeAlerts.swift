import Domain
import Glibc

extension DetectorWork {
    /// Tells a new theme.
    mutating func open(
        _ theme: ToldTheme, _ surprise: Surprise, _ stories: [ThemeStory], threshold: Double
    ) {
        var theme = theme
        theme.latestStory = stories.map(\.first.at).max() ?? now
        let stream = theme.stream
        if let odds = themes.odds(theme.terms[0]) {
            replace(stream, with: StreamState(theme: stream, since: theme.began, odds))
        }
        themes.feed.themes.removeAll { $0.stream == stream }
        themes.feed.themes.append(theme)
        let index = themes.feed.themes.count - 1
        for story in stories {
            for copy in story.evidence.dropFirst() { update(stream) { $0.keep(copy) } }
            count(in: index, story.first.at, evidence: story.first, isPositive: false)
            take(story, into: index)
        }
        fire(index, surprise, threshold: threshold)
    }

    private mutating func fire(_ index: Int, _ surprise: Surprise, threshold: Double) {
        let theme = themes.feed.themes[index]
        let (stream, state) = (theme.stream, state(theme.stream))
        let fit = themes.feed.threshold.fit
        let evidence = state.evidence(in: surprise.window, until: theme.latestStory, explained: [])
        let sources = state.sources(of: evidence, settings)
        var alert = Alert(
            firing: stream, .surge, Alert.Measures(surprise, fit, sources: sources), evidence: evidence,
            at: now)
        alert.name = theme.name
        tell(
            alert,
            of: Finding(
                surprise: surprise, evidence: evidence, common: nil,
                urgency: Urgency(
                    score: surprise.score, threshold: threshold, sources: sources, stories: evidence),
                isFarRarer: surprise.score >= threshold + Model.escalation / fit.slope), theme: theme)
        themes.grown.remove(stream)
    }

    /// Brings the notices of open themes up to date that got stories, and tells those again that have become
    /// a hundred times rarer.
    mutating func followThemes() {
        for theme in themes.feed.themes where theme.isOpen && themes.grown.contains(theme.stream) {
            let state = state(theme.stream)
            guard let open = state.open, let surprise = state.themeSurprise(until: theme.latestStory)
            else { continue }
            update(theme.stream) { $0.claim(until: theme.latestStory) }
            follow(theme, open, surprise)
        }
    }

    private mutating func follow(
        _ theme: ToldTheme, _ open: StreamState.OpenAlert, _ surprise: Surprise
    ) {
        let fit = themes.feed.threshold.fit
        let isToldAgain =
            now - open.noticedAt >= Model.escalationPause
            && surprise.score >= open.score + Model.escalation / fit.slope
            && surprise.score >= open.score * Model.escalationFactor && mayBeTold(open.notice)
        guard isToldAgain || surprise.negative > open.notice.measures.observed else { return }
        let state = state(theme.stream)
        let evidence = state.evidence(in: surprise.window, until: theme.latestStory, explained: [])
        var alert = isToldAgain ? open.notice.next(at: now) : open.notice
        alert.measures = Alert.Measures(surprise, fit, sources: state.sources(of: evidence, settings))
        var urgency = open.urgency
        if isToldAgain {
            let grown = Urgency(
                score: surprise.score,
                threshold: themes.feed.threshold.threshold(settings.falseThemes(theme.stream)),
                sources: alert.measures.sources, stories: evidence, hasGrown: true)
            urgency = grown
            alert.severity = max(alert.severity, grown.severity)
            alert.lateness = nil
            alert.toldBy = nil
        }
        alert.show(surprise, evidence, nil, urgency, since: isToldAgain ? open.noticedAt : nil)
        alert.show(theme)
        let notice = alert
        if isToldAgain {
            update(theme.stream) {
                $0.open?.urgency = urgency
                $0.open?.escalate(notice, score: surprise.score)
            }
            outcome.alerts.append(notice)
        } else {
            update(theme.stream) { $0.open?.refresh(notice) }
            grow(notice)
        }
    }

    /// Whether a theme is over, and if so its end.
    mutating func endTheme(_ stream: Stream, at moment: Instant) -> Bool {
        guard let index = themes.feed.themes.firstIndex(where: { $0.stream == stream && $0.isOpen }) else {
            return true
        }
        guard themes.feed.themes[index].isOver(at: moment) else { return false }
        themes.feed.themes[index].endedAt = moment
        return true
    }
}

extension Alert {
    /// Shows what a theme is called, its terms, and the companies that its stories name.
    mutating func show(_ theme: ToldTheme) {
        name = theme.name
        self.theme = theme.told
        explanation += " Words: \(theme.words.prefix(Self.wordsNamed).joined(separator: ", "))."
        let companies = theme.told.companies.prefix(Self.companiesNamed).map(\.name)
        if !companies.isEmpty {
            explanation += " Companies named: \(companies.joined(separator: ", "))."
        }
    }

    /// Words and companies that an explanation names at most.
    private static let wordsNamed = 6
    private static let companiesNamed = 5
}

extension StreamState {
    /// The stream of a theme: what was usual of its term when it was told stays the measure.
    fileprivate init(theme stream: Stream, since: Instant, _ odds: ThemeOdds) {
        self.init(stream, since: since)
        a = odds.shape
        b = odds.shape / odds.perDay
        storiesSeen = 1
        negativeSeen = odds.share
    }

    /// How surprising the windows are that end with a story of the theme.
    fileprivate func themeSurprise(until time: Instant) -> Surprise? {
        let odds = ThemeOdds(shape: a, perDay: a / b, share: negativeSeen / storiesSeen)
        let counts = Model.themeWindows.map { window -> (bad: Int, stories: Int) in
            var counts = WindowCounts()
            for bin in bins
            where bin.slot > Bin.slot(of: time - window) && bin.slot <= Bin.slot(of: time) { counts.add(bin) }
            return (counts.negative, counts.stories)
        }
        return odds.surprise(counts)
    }

    /// Forgets bins.
    mutating func forgetBins(before time: Instant) {
        bins.removeFirst(bins.index(from: Bin.slot(of: time)))
    }
}
