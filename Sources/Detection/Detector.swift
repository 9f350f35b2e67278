public import Domain

/// Finds spikes of negative stories: a pure function of the states, the stories and the time.
///
/// The states are those of all streams; each call returns the ones that it changed, to be stored with what
/// caused the change, and takes them over with `adopt` once that is done.
public struct Detector: Sendable {
    /// What an alert needs, for all streams and by rule.
    public let settings: DetectionSettings
    /// States by stream.
    public private(set) var states: [Stream: Sealed<StreamState>]
    /// What the streams have in common.
    public private(set) var population: Population
    /// What is remembered of the words of all stories.
    public private(set) var themes: ThemeMemory
    /// When the first story was seen; streams that come later have been silent since.
    private var epoch: Instant?
    /// What the alerts of the streams explain.
    private(set) var claims = Claims()
    /// The bin in which open alerts were last looked at: calm comes slowly.
    private(set) var calmChecked: Int32?
    /// The rules that look for something else than bad news.
    let watches: [WatchRule]

    /// - Parameters:
    ///   - themes: What is remembered of words; nil for nothing.
    ///   - epoch: Since when the streams have been watched; nil for as long as their states say, or from the
    ///     first story on.
    public init(
        settings: DetectionSettings, states: [Stream: Sealed<StreamState>] = [:],
        population: Population = Population(), themes: ThemeMemory? = nil, epoch: Instant? = nil
    ) {
        self.settings = settings
        self.themes = themes ?? ThemeMemory(since: epoch)
        watches = settings.watches
        self.states = states
        self.population = population
        self.epoch = epoch ?? population.since ?? states.values.map(\.value.since).min()
        for (stream, state) in states { note(stream, state.value, since: 0) }
    }

    /// Alerts by chance a month that the settings accept in all streams that there are.
    public var acceptedFalseAlarms: Double {
        states.keys.lazy.filter { $0.kind != .theme }
            .reduce(settings.falseThemes(.anyTheme)) {
                $0 + settings.applied(to: $1).falseAlertsPerStreamMonth
            }
    }

    /// What a call found.
    public struct Outcome: Sendable {
        /// States that changed, each stream once.
        public var states: [(stream: Stream, state: Sealed<StreamState>)] = []
        /// Streams that there are no longer.
        public var dropped: [Stream] = []
        /// What changed of the words.
        public var themes = ThemeChanges()
        /// What the streams had in the half hours that items changed, each whole: it takes the place of what
        /// was told of the half hour before.
        public var series: [SeriesPoint] = []
        /// What the streams have in common, if that changed.
        public var population: Population?
        /// Notices in the order in which they came about.
        public var alerts: [Alert] = []
        /// The latest notices of open alerts that more stories have joined since, as they are by now.
        public var grown: [Alert] = []
        /// The bin in which open alerts were looked at, if they were.
        var calmChecked: Int32?
    }

    /// Takes over the states of an outcome that was stored.
    public mutating func adopt(_ outcome: Outcome) {
        for (stream, state) in outcome.states {
            epoch = min(epoch ?? state.value.since, state.value.since)
            let former = states.updateValue(state, forKey: stream)?.value
            // Nearly all: nothing to compare with what was.
            guard state.value.lastFired != nil else { continue }
            let claims = former?.lastFired == state.value.lastFired ? former?.claims ?? 0 : 0
            note(stream, state.value, since: claims)
        }
        for stream in outcome.dropped { states[stream] = nil }
        themes.adopt(outcome.themes)
        if let population = outcome.population {
            self.population = population
            epoch = epoch ?? population.since
        }
        calmChecked = outcome.calmChecked ?? calmChecked
        if let latest = population.season.latest { claims.sweep(at: latest) }
    }

    private mutating func note(_ stream: Stream, _ state: StreamState, since count: Int) {
        guard state.lastFired != nil else { return }
        claims.note(stream, state, since: count, cooldown: settings.applied(to: stream).cooldown)
    }

    /// Counts items and looks for spikes in the streams that got a negative story.
    ///
    /// What each item may do is its `use`: what is a day late at most counts in its own bin and is evaluated
    /// as it arrives; what is older, or of a new feed, teaches the baseline and raises nothing.
    public func observe(_ items: [AssessedItem], now: Instant) -> Outcome {
        var work = DetectorWork(detector: self, now: now, epoch: epoch ?? now)
        work.resolve()
        // A view of the items: each is large, and to take it out would copy all that it refers to.
        let ordered = items.inOrder(of: \.item.eventTime)
        let span = ordered.span
        if !items.isEmpty { work.beginThemes() }
        for index in span.indices where span[index].item.use != .ignore { work.count(span[index]) }
        work.judge()
        if !items.isEmpty || population.since == nil {
            work.population.since = work.epoch
            work.outcome.population = work.population
        }
        return work.finished()
    }

    /// The end of the bin that a time is in: alerts end with a bin.
    public static func endOfBin(of time: Instant) -> Instant {
        Instant(milliseconds: (Int64(Bin.slot(of: time)) + 1) * Model.binMilliseconds)
    }

    /// Whether any alert is open.
    public var hasOpenAlerts: Bool { !claims.open.isEmpty }

    /// Ends the alerts whose time has come; for calls without items.
    public func advance(to now: Instant) -> Outcome {
        var work = DetectorWork(detector: self, now: now, epoch: epoch ?? now)
        work.resolve()
        return work.finished()
    }
}

extension Array {
    /// Sorted, unless it is so already, as it nearly always is.
    fileprivate func inOrder<Value: Comparable>(of property: (Element) -> Value) -> [Element] {
        let isOrdered = zip(self, dropFirst()).allSatisfy { property($0) <= property($1) }
        return isOrdered ? self : sorted { property($0) < property($1) }
    }
}
