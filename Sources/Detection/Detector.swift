public import Domain

/// Finds spikes of negative stories: a pure function of the states, the stories and the time.
///
/// The states are those of all streams; each call returns the ones that it changed, to be stored with what caused
/// the change, and takes them over with `adopt` once that is done.
public struct Detector: Sendable {
    public let settings: DetectionSettings
    /// States by stream.
    public private(set) var states: [Stream: StreamState]
    /// What the streams have in common.
    public private(set) var population: Population
    /// When the first story was seen; streams that come later have been silent since.
    private var epoch: Instant?
    /// Streams that have ever fired: the only ones that can be open, cooling, or explain others.
    private var fired: Set<Stream> = []
    /// Of those, the ones whose alert is open.
    fileprivate private(set) var open: Set<Stream> = []
    /// The streams whose alerts claim a story.
    private var claimants: [StoryID: [Stream]] = [:]
    /// When claims that explain nothing any more were last forgotten.
    private var swept: Instant?

    /// - Parameter epoch: Since when the streams have been watched; nil for as long as their states say, or from the first
    ///   story on.
    public init(
        settings: DetectionSettings, states: [Stream: StreamState] = [:],
        population: Population = Population(), epoch: Instant? = nil
    ) {
        self.settings = settings
        self.states = states
        self.population = population
        self.epoch = epoch ?? states.values.map(\.since).min()
        for (stream, state) in states where state.lastFired != nil { index(stream, state, before: []) }
    }

    /// Alerts by chance a month that the settings accept in all streams that there are.
    public var acceptedFalseAlarms: Double {
        states.keys.reduce(0) { $0 + settings.applied(to: $1).falseAlertsPerStreamMonth }
    }

    /// What a call found.
    public struct Outcome: Sendable {
        /// States that changed.
        public var states: [Stream: StreamState] = [:]
        /// What the streams have in common, if that changed.
        public var population: Population?
        public var spikes: [Spike] = []
        /// Notices in the order in which they came about.
        public var alerts: [Alert] = []
    }

    /// Takes over the states of an outcome that was stored.
    public mutating func adopt(_ outcome: Outcome) {
        for (stream, state) in outcome.states {
            let claimed = states.updateValue(state, forKey: stream)?.claimed ?? []
            epoch = min(epoch ?? state.since, state.since)
            if state.lastFired != nil { index(stream, state, before: claimed) }
        }
        population = outcome.population ?? population
        sweep()
    }

    /// Notes whether a stream is open, and what it claims beyond what it did.
    private mutating func index(_ stream: Stream, _ state: StreamState, before: [StoryID]) {
        fired.insert(stream)
        if state.open == nil { open.remove(stream) } else { open.insert(stream) }
        guard state.claimed != before else { return }
        for story in Set(state.claimed).subtracting(before) { claimants[story, default: []].append(stream) }
    }

    /// Forgets what no alert explains any more, once a day.
    private mutating func sweep() {
        guard let latest = population.season.latest, swept.map({ latest - $0 > Model.longestWindow }) ?? true
        else { return }
        swept = latest
        fired = fired.filter { explains($0, at: latest) }
        claimants = claimants.compactMapValues { streams in
            let left = streams.filter { fired.contains($0) }
            return left.isEmpty ? nil : left
        }
    }

    /// Whether a stream's last alert still explains stories: for as long as a window or its cooldown may hold them.
    private func explains(_ stream: Stream, at now: Instant) -> Bool {
        guard let state = states[stream], let lastFired = state.lastFired else { return false }
        let cooldown = settings.applied(to: stream).cooldown
        return state.open != nil || now - lastFired < max(cooldown, Model.longestWindow + Model.bin)
    }

    /// Those of the stories that an alert of this stream or of a narrower or equal one explains.
    fileprivate func explained(_ stories: some Sequence<StoryID>, for stream: Stream, at now: Instant) -> Set<
        StoryID
    > {
        Set(
            stories.filter { story in
                claimants[story, default: []].contains { $0.width <= stream.width && explains($0, at: now) }
            })
    }

    /// Counts items and looks for spikes in the streams that got a negative story.
    ///
    /// Items of a backlog, and those older than the longest learning delay, teach the baseline and raise nothing.
    public func observe(_ items: [AssessedItem], now: Instant) -> Outcome {
        var work = Work(detector: self, now: now, epoch: epoch ?? items.map(\.item.eventTime).min() ?? now)
        let oldest = now - Model.learningDelay
        var touched: [(stream: Stream, at: Instant)] = []
        for assessed in items.sorted(by: { $0.item.eventTime < $1.item.eventTime }) {
            let item = assessed.item
            let isFresh = !item.isBacklog && item.eventTime > oldest
            if item.isFirstOfStory && !item.isBacklog { work.population.season.count(at: item.eventTime) }
            let namesAdverseEvent = assessed.namesAdverseEvent
            for (stream, sentiment) in streams(of: assessed) {
                let isBad = assessed.isBad(sentiment, namesAdverseEvent: namesAdverseEvent)
                work.count(assessed, in: stream, score: sentiment.score, isBad: isBad)
                if isBad && isFresh { touched.append((stream, item.eventTime)) }
            }
        }
        // Narrow streams first: what they explain does not surprise the wider ones.
        for (stream, at) in touched.sorted(by: { ($0.stream.width, $0.at) < ($1.stream.width, $1.at) }) {
            work.judge(stream, at: at)
        }
        work.resolve()
        work.outcome.population = items.isEmpty ? nil : work.population
        return work.outcome
    }

    /// Ends the alerts whose time has come; for calls without items.
    public func advance(to now: Instant) -> Outcome {
        var work = Work(detector: self, now: now, epoch: epoch ?? now)
        work.resolve()
        return work.outcome
    }

    /// The streams of an item, with what it says in each: an entity's own sentiment, else that of the whole.
    private func streams(of assessed: AssessedItem) -> [(stream: Stream, sentiment: SentimentScores)] {
        let whole = assessed.assessment.sentiment
        return assessed.entities.map { (.entity($0.symbol), $0.sentiment) }
            + [(.topic(assessed.assessment.topic), whole), (.market, whole)]
    }
}

/// One call under way.
private struct Work {
    let detector: Detector
    let now: Instant
    let epoch: Instant
    var population: Population
    var outcome = Detector.Outcome()
    /// What the alerts of this call claim.
    private var claimed: [(stream: Stream, stories: Set<StoryID>)] = []

    init(detector: Detector, now: Instant, epoch: Instant) {
        self.detector = detector
        self.now = now
        self.epoch = epoch
        population = detector.population
    }

    private func state(_ stream: Stream) -> StreamState {
        outcome.states[stream] ?? detector.states[stream] ?? StreamState(stream, since: epoch)
    }

    /// Changes the state of a stream in its place.
    private mutating func update<Result>(_ stream: Stream, _ change: (inout StreamState) -> Result) -> Result
    {
        if outcome.states[stream] == nil { outcome.states[stream] = state(stream) }
        return change(&outcome.states[stream, default: StreamState(stream, since: epoch)])
    }

    mutating func count(_ assessed: AssessedItem, in stream: Stream, score: Float, isBad isNegative: Bool) {
        let item = assessed.item
        let season = population.season
        let day = StreamState.day(item.eventTime)
        let finished = update(stream) { state -> (peaks: DailyPeaks, level: Double)? in
            state.learn(until: item.eventTime, season)
            if !item.isBacklog {
                state.count(isNegative, isFirst: item.isFirstOfStory, at: item.eventTime)
            } else if item.isFirstOfStory {
                state.learnFromBacklog(isNegative)
            }
            if isNegative && !item.isBacklog {
                state.keep(
                    Evidence(
                        story: item.story, at: item.eventTime, feed: item.feed, title: item.title,
                        link: item.link, score: score,
                        words: assessed.assessment.topWords(Model.wordsShown, least: Model.leastAttention)
                            .map(\.word)))
            }
            guard day > state.peaks.day else { return nil }
            defer { state.peaks = DailyPeaks(day: day) }
            return (state.peaks, state.level)
        }
        if let finished {
            population.observe(finished.peaks, rateClass: Population.rateClass(finished.level), until: day)
        }
    }

    mutating func judge(_ stream: Stream, at time: Instant) {
        for moment in state(stream).moments(of: time) { judge(stream, window: moment) }
    }

    private mutating func judge(_ stream: Stream, window end: Instant) {
        let season = population.season
        let settings = detector.settings.applied(to: stream)
        update(stream) { $0.learn(until: end, season) }
        let state = state(stream)
        let isOpen = state.open != nil
        let found = state.surprises(at: end, season: season, settings: settings) {
            isOpen ? [] : explained(state, for: stream)
        }
        if found.surge != nil || found.share != nil {
            update(stream) { state in
                state.peaks.surge = max(state.peaks.surge, Float(found.surge?.score ?? 0))
                state.peaks.share = max(state.peaks.share, Float(found.share?.score ?? 0))
            }
        }
        if isOpen || state.isCooling(at: now, settings) {
            update(stream) { $0.claim(until: end) }
            if isOpen, let surge = found.surge { escalate(stream, surge, until: end) }
            return
        }
        guard now - epoch >= settings.learningPeriod else { return }
        if let surge = found.surge, fire(stream, surge, until: end) { return }
        if let share = found.share { _ = fire(stream, share, until: end) }
    }

    /// The tail that a score of a stream is measured with.
    private func tail(_ state: StreamState, _ question: Question) -> ScoreTail.Fit {
        population.tail(question, rateClass: Population.rateClass(state.level))
    }

    /// Fires if the score reaches the threshold, and there are stories and sources enough.
    private mutating func fire(_ stream: Stream, _ surprise: Surprise, until end: Instant) -> Bool {
        let state = state(stream)
        let settings = detector.settings.applied(to: stream)
        let tail = tail(state, surprise.question)
        let youth = now - epoch < Model.youth ? Model.youthFactor : 1
        let threshold = tail.threshold(settings.falseAlerts(surprise.question)) * youth
        guard surprise.score >= threshold else { return false }
        let evidence = state.evidence(
            in: surprise.window, until: end, explained: explained(state, for: stream))
        let sources = state.sources(of: Set(evidence.map(\.story)), detector.settings)
        guard evidence.count >= settings.minimumStories, sources >= settings.minimumSources
        else { return false }
        let spike = spike(stream, surprise, tail, sources: sources, evidence: evidence)
        let rule = detector.settings.rule(for: stream)
        let own: Alert.Severity = surprise.score >= Model.criticalFactor * threshold ? .critical : .warning
        var alert = Alert(firing: spike, severity: max(own, rule?.severity ?? own), evidence: evidence)
        alert.rule = rule?.id
        update(stream) { [now] state in
            state.open = StreamState.OpenAlert(
                firedAt: now, notice: alert, noticedAt: now, score: surprise.score)
            state.claimed = evidence.map(\.story)
            state.lastFired = now
        }
        claimed.append((stream, Set(evidence.map(\.story))))
        outcome.spikes.append(spike)
        outcome.alerts.append(alert)
        return true
    }

    /// Tells an open alert anew when it has become a hundred times rarer.
    private mutating func escalate(_ stream: Stream, _ surprise: Surprise, until end: Instant) {
        let state = state(stream)
        guard let open = state.open, now - open.noticedAt >= Model.escalationPause else { return }
        let tail = tail(state, .surge)
        guard surprise.score >= open.score + Model.escalation / tail.slope else { return }
        let evidence = state.evidence(in: surprise.window, until: end, explained: [])
        let sources = state.sources(of: Set(evidence.map(\.story)), detector.settings)
        let spike = spike(stream, surprise, tail, sources: sources, evidence: evidence)
        var alert = Alert(escalating: open, to: spike, evidence: evidence)
        alert.rule = open.notice.rule
        update(stream) { [now] state in
            state.open?.notice = alert
            state.open?.noticedAt = now
            state.open?.score = surprise.score
        }
        outcome.alerts.append(alert)
    }

    private func spike(
        _ stream: Stream, _ surprise: Surprise, _ tail: ScoreTail.Fit, sources: Int, evidence: [Evidence]
    ) -> Spike {
        Spike(
            stream: stream, kind: surprise.question == .surge ? .surge : .share, window: surprise.window,
            at: now,
            observed: surprise.negative, expected: surprise.expected, baselineShare: surprise.baselineShare,
            share: Double(surprise.negative) / Double(max(surprise.stories, 1)),
            surpriseBits: surprise.score / logarithm(2),
            falseAlarmsPerMonth: tail.falseAlarmsPerMonth(at: surprise.score),
            stories: surprise.stories, sources: sources, evidence: evidence.map(\.story))
    }

    /// Stories of a stream that alerts explain, those of this call included.
    private func explained(_ state: StreamState, for stream: Stream) -> Set<StoryID> {
        var explained = detector.explained(state.evidence.lazy.map(\.story), for: stream, at: now)
        for other in claimed where other.stream.width <= stream.width { explained.formUnion(other.stories) }
        return explained
    }

    /// Resolves what is calm or too old.
    mutating func resolve() {
        for stream in detector.open.sorted(by: { $0.name < $1.name }) {
            let state = state(stream)
            guard let open = state.open, now - open.firedAt >= Model.calmWindow else { continue }
            guard state.isCalm(at: now, population.season) || now - open.firedAt >= Model.longestAlert else {
                continue
            }
            update(stream) { $0.open = nil }
            var alert = Alert(resolving: open, stories: state.claimed.count, at: now)
            alert.rule = open.notice.rule
            outcome.alerts.append(alert)
        }
    }
}

extension StreamState {
    fileprivate func isCooling(at now: Instant, _ settings: DetectionSettings) -> Bool {
        lastFired.map { now - $0 < settings.cooldown } ?? false
    }

    /// The number of owners whose feeds carried these stories.
    fileprivate func sources(of stories: Set<StoryID>, _ settings: DetectionSettings) -> Int {
        Set(evidence.lazy.filter { stories.contains($0.story) }.map { settings.owners[$0.feed] ?? $0.feed })
            .count
    }

    /// An alert explains the negative stories that follow it, too.
    fileprivate mutating func claim(until time: Instant) {
        guard let lastFired else { return }
        let fresh = evidence.filter { $0.at <= time && $0.at >= lastFired - Model.longestWindow }
        claimed = Set(claimed).union(fresh.map(\.story)).sorted { $0.value < $1.value }
    }
}

extension Stream {
    /// Entities are narrower than topics, topics than the market.
    fileprivate var width: Int {
        switch self {
        case .entity: 0
        case .topic: 1
        case .market: 2
        }
    }
}
