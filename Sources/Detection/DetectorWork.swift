import Domain

/// One call under way.
struct DetectorWork {
    let detector: Detector
    let now: Instant
    let epoch: Instant
    var population: Population
    var outcome = Detector.Outcome()
    /// What the alerts of this call claim.
    private(set) var claimed: [(stream: Stream, stories: Set<StoryID>)] = []

    init(detector: Detector, now: Instant, epoch: Instant) {
        self.detector = detector
        self.now = now
        self.epoch = epoch
        population = detector.population
    }

    func state(_ stream: Stream) -> StreamState {
        outcome.states[stream] ?? detector.states[stream] ?? StreamState(stream, since: epoch)
    }

    /// Changes the state of a stream in its place.
    mutating func update<Result>(_ stream: Stream, _ change: (inout StreamState) -> Result) -> Result {
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
                            .map(\.word),
                        novelty: (item.novelty * 100).rounded() / 100))
            }
            guard day > state.peaks.day else { return nil }
            defer { state.peaks = DailyPeaks(day: day) }
            return (state.peaks, state.level)
        }
        // A stream that is not judged has no peaks: it must not teach that there are none.
        if let finished, isJudged(stream) {
            population.observe(finished.peaks, rateClass: Population.rateClass(finished.level), until: day)
        }
    }

    mutating func judge(_ stream: Stream, at time: Instant) {
        for moment in state(stream).moments(of: time) { judge(stream, window: moment) }
    }

    /// The streams of an item, with what it says in each: an entity's own sentiment, else that of the whole.
    mutating func streams(of assessed: AssessedItem) -> [(stream: Stream, sentiment: SentimentScores)] {
        let (whole, topic) = (assessed.assessment.sentiment, assessed.assessment.topic)
        var streams: [(stream: Stream, sentiment: SentimentScores)] = []
        for entity in assessed.entities {
            streams.append((.entity(entity.symbol), entity.sentiment))
            let narrow = Stream.entityTopic(entity.symbol, topic: topic)
            guard isAlive(narrow, at: assessed.item.eventTime) else { continue }
            streams.append((narrow, entity.sentiment))
        }
        return streams + [(.topic(topic), whole), (.market, whole)]
    }

    /// Whether an entity's topic is watched by itself; it begins to be once much is said of the entity.
    private mutating func isAlive(_ stream: Stream, at time: Instant) -> Bool {
        if outcome.states[stream] != nil || detector.states[stream] != nil { return true }
        guard let symbol = stream.symbol, state(.entity(symbol)).level >= Model.busyEntity else {
            return false
        }
        // It was not silent before: nobody counted.
        outcome.states[stream] = StreamState(stream, since: time)
        return true
    }

    /// Whether a stream is to be judged: an entity's topic after two weeks, and where it is not nearly all of the entity.
    private func isJudged(_ stream: Stream) -> Bool {
        guard case .entityTopic(let symbol, _) = stream else { return true }
        let own = state(stream)
        return now - own.since >= Model.youth
            && own.level < Model.largestTopic * state(.entity(symbol)).level
    }

    private mutating func judge(_ stream: Stream, window end: Instant) {
        guard isJudged(stream) else { return }
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
        let leader = leader(for: stream)
        update(stream) { [now] state in
            state.fire(
                StreamState.OpenAlert(
                    firedAt: now, notice: alert, noticedAt: now, score: surprise.score, leader: leader),
                explaining: evidence.map(\.story))
        }
        claimed.append((stream, Set(evidence.map(\.story))))
        outcome.spikes.append(spike)
        if let leader {
            join(alert, stream, to: leader)
        } else {
            countFiring(of: stream)
            outcome.alerts.append(alert)
        }
        return true
    }

    /// Tells an open alert anew when it has become a hundred times rarer.
    private mutating func escalate(_ stream: Stream, _ surprise: Surprise, until end: Instant) {
        let state = state(stream)
        guard let open = state.open, open.leader == nil, now - open.noticedAt >= Model.escalationPause
        else { return }
        let tail = tail(state, .surge)
        guard surprise.score >= open.score + Model.escalation / tail.slope else { return }
        let evidence = state.evidence(in: surprise.window, until: end, explained: [])
        let sources = state.sources(of: Set(evidence.map(\.story)), detector.settings)
        let spike = spike(stream, surprise, tail, sources: sources, evidence: evidence)
        let alert = Alert(escalating: open, to: spike, evidence: evidence)
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
    func explained(_ state: StreamState, for stream: Stream) -> Set<StoryID> {
        var explained = detector.claims.explained(state.evidence, for: stream, at: now)
        for other in claimed where other.stream.width <= stream.width { explained.formUnion(other.stories) }
        return explained
    }

    /// Resolves what is calm or too old, at most once a bin.
    mutating func resolve() {
        guard detector.calmChecked != Bin.slot(of: now) else { return }
        outcome.calmChecked = Bin.slot(of: now)
        for stream in detector.claims.open.sorted(by: { $0.name < $1.name }) {
            let state = state(stream)
            guard let open = state.open, now - open.firedAt >= Model.calmWindow else { continue }
            let isTooOld = now - open.firedAt >= Model.longestAlert
            guard isTooOld || state.isCalm(at: now, population.season) && !isFollowed(stream) else {
                continue
            }
            update(stream) { $0.open = nil }
            // Whoever joined another's alert ends with it, unnoticed.
            guard open.leader == nil else { continue }
            outcome.alerts.append(Alert(resolving: open, stories: state.claims, at: now))
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
}
