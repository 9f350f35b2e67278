public import Domain

/// Finds spikes of negative stories: a pure function of the states, the stories and the time.
///
/// The states are those of all streams; each call returns the ones that it changed, to be stored with what caused
/// the change, and takes them over with `adopt` once that is done.
public struct Detector: Sendable {
    public let settings: DetectionSettings
    /// States by stream.
    public private(set) var states: [Stream: StreamState]
    /// When the first story was seen; streams that come later have been silent since.
    private var epoch: Instant?
    /// Streams that have ever fired: the only ones that can be open, cooling, or explain others.
    fileprivate private(set) var fired: Set<Stream>

    public init(settings: DetectionSettings, states: [Stream: StreamState] = [:]) {
        self.settings = settings
        self.states = states
        fired = Set(states.filter { $0.value.lastFired != nil }.keys)
        epoch = states.values.map(\.firstSeen).min()
    }

    /// What a call found.
    public struct Outcome: Sendable {
        /// States that changed.
        public var states: [Stream: StreamState] = [:]
        public var spikes: [Spike] = []
        /// Firing and resolved notices, in the order in which they came about.
        public var alerts: [Alert] = []
    }

    /// Takes over the states of an outcome that was stored.
    public mutating func adopt(_ outcome: Outcome) {
        states.merge(outcome.states) { _, changed in changed }
        fired.formUnion(outcome.states.lazy.filter { $0.value.lastFired != nil }.map(\.key))
        epoch = [epoch, outcome.states.values.map(\.firstSeen).min()].compactMap(\.self).min()
    }

    /// Counts items and looks for spikes in the streams that got a negative story.
    ///
    /// Items of a backlog, and those older than the longest learning delay, teach the baseline and raise nothing.
    public func observe(_ items: [AssessedItem], now: Instant) -> Outcome {
        var work = Work(detector: self, now: now, epoch: epoch ?? items.map(\.item.eventTime).min() ?? now)
        var touched: [(stream: Stream, at: Instant)] = []
        for assessed in items.sorted(by: { $0.item.eventTime < $1.item.eventTime }) {
            let isFresh = !assessed.item.isBacklog && assessed.item.eventTime > now - Model.learningDelay
            for (stream, sentiment) in streams(of: assessed) {
                work.count(assessed, in: stream, sentiment: sentiment)
                if sentiment.label == .negative && isFresh && assessed.item.isFirstOfStory {
                    touched.append((stream, assessed.item.eventTime))
                }
            }
        }
        // Narrow streams first: what they explain does not surprise the wider ones.
        for (stream, at) in touched.sorted(by: { ($0.stream.width, $0.at) < ($1.stream.width, $1.at) }) {
            work.judge(stream, at: at)
        }
        work.resolve()
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
    var outcome = Detector.Outcome()

    /// Those that had fired before, and those that fire in this call.
    private var fired: Set<Stream> {
        detector.fired.union(outcome.states.lazy.filter { $0.value.lastFired != nil }.map(\.key))
    }

    private func state(_ stream: Stream) -> StreamState {
        outcome.states[stream] ?? detector.states[stream] ?? StreamState(stream, since: epoch)
    }

    mutating func count(_ assessed: AssessedItem, in stream: Stream, sentiment: SentimentScores) {
        var state = state(stream)
        let item = assessed.item
        let isNegative = sentiment.label == .negative
        // A copy counts once, but tells that another source carries the story.
        if item.isFirstOfStory {
            state.learn(until: item.eventTime)
            if item.isBacklog {
                state.learnFromBacklog(isNegative)
            } else {
                state.count(isNegative, at: item.eventTime)
            }
        }
        if isNegative && !item.isBacklog {
            state.keep(
                Evidence(
                    story: item.story, at: item.eventTime, feed: item.feed, title: item.title,
                    link: item.link,
                    score: sentiment.score,
                    words: assessed.assessment.topWords(Model.wordsShown, least: Model.leastAttention).map(
                        \.word)))
        }
        outcome.states[stream] = state
    }

    mutating func judge(_ stream: Stream, at time: Instant) {
        var state = state(stream)
        state.learn(until: time)
        defer { outcome.states[stream] = state }
        if state.open != nil || state.isCooling(at: now, detector.settings) {
            state.claim(until: time)
            return
        }
        guard now - epoch >= detector.settings.learningPeriod else { return }
        let explained = claims(for: stream)
        guard let surprise = state.surprise(at: time, explained: explained, settings: detector.settings),
            surprise.score >= StreamState.threshold(detector.settings, age: now - epoch)
        else { return }
        let evidence = state.evidence(in: surprise.window, until: time, explained: explained)
        let sources = Set(state.sources(of: Set(evidence.map(\.story))))
        guard evidence.count >= detector.settings.minimumStories,
            sources.count >= detector.settings.minimumSources
        else { return }
        let spike = Spike(
            stream: stream, window: surprise.window, at: now, observed: surprise.negative,
            expected: surprise.expected, baselineShare: surprise.baselineShare,
            share: Double(surprise.negative) / Double(max(surprise.stories, 1)),
            surpriseBits: surprise.score / logarithm(2), falseAlarmsPerMonth: surprise.falseAlarmsPerMonth,
            stories: surprise.stories, sources: sources.count, evidence: evidence.map(\.story))
        let severity: Alert.Severity =
            surprise.score >= Model.criticalFactor
                * StreamState.threshold(detector.settings, age: now - epoch)
            ? .critical : .warning
        let alert = Alert(firing: spike, severity: severity, evidence: evidence)
        state.open = StreamState.OpenAlert(id: alert.id, firedAt: now, firing: alert)
        state.claimed = evidence.map(\.story)
        state.lastFired = now
        outcome.spikes.append(spike)
        outcome.alerts.append(alert)
    }

    /// Stories that an alert of this stream or of a narrower or equal one explains, for as long as a window holds them.
    private func claims(for stream: Stream) -> Set<StoryID> {
        let memory = max(detector.settings.cooldown, Model.windows[Model.windows.count - 1] + Model.bin)
        let recent = fired.filter { $0.width <= stream.width }.map { self.state($0) }.filter { state in
            state.open != nil || state.lastFired.map { now - $0 < memory } ?? false
        }
        return Set(recent.flatMap(\.claimed))
    }

    /// Resolves what is calm or too old.
    mutating func resolve() {
        for stream in fired.sorted(by: { $0.name < $1.name }) {
            var state = state(stream)
            guard let open = state.open, now - open.firedAt >= Model.calmWindow else { continue }
            guard state.isCalm(at: now) || now - open.firedAt >= Model.longestAlert else { continue }
            state.open = nil
            outcome.states[stream] = state
            outcome.alerts.append(Alert(resolving: open, stories: state.claimed.count, at: now))
        }
    }
}

extension StreamState {
    /// The moment from which this stream's history counts.
    fileprivate var firstSeen: Instant { since }

    fileprivate func isCooling(at now: Instant, _ settings: DetectionSettings) -> Bool {
        lastFired.map { now - $0 < settings.cooldown } ?? false
    }

    /// The feeds that carried these stories.
    fileprivate func sources(of stories: Set<StoryID>) -> [String] {
        evidence.filter { stories.contains($0.story) }.map(\.feed)
    }

    /// An alert explains the negative stories that follow it, too.
    fileprivate mutating func claim(until time: Instant) {
        guard let lastFired else { return }
        let fresh = evidence.filter {
            $0.at <= time && $0.at >= lastFired - Model.windows[Model.windows.count - 1]
        }
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
