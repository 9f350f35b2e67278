import Domain

/// One call under way.
struct DetectorWork {
    let detector: Detector
    let now: Instant
    let epoch: Instant
    var population: Population
    var outcome = Detector.Outcome()
    /// The streams that this call changes, with their states as they have become.
    private var changed: [(stream: Stream, state: StreamState)] = []
    /// Where they lie, once there are too many to look through.
    private var places: [Stream: Int] = [:]
    /// As many are looked through faster than a hash is made.
    private static let lookedThrough = 8
    /// What the alerts of this call claim.
    private(set) var claimed: [(stream: Stream, stories: Set<StoryID>)] = []

    init(detector: Detector, now: Instant, epoch: Instant) {
        self.detector = detector
        self.now = now
        self.epoch = epoch
        population = detector.population
        changed.reserveCapacity(Self.lookedThrough)
    }

    func state(_ stream: Stream) -> StreamState {
        place(of: stream).map { changed[$0].state } ?? detector.states[stream]
            ?? StreamState(stream, since: epoch)
    }

    /// The place of a stream that this call changes.
    mutating func place(_ stream: Stream) -> Int {
        place(of: stream) ?? add(stream, detector.states[stream] ?? StreamState(stream, since: epoch))
    }

    private func place(of stream: Stream) -> Int? {
        changed.count <= Self.lookedThrough
            ? changed.firstIndex { $0.stream == stream } : places[stream]
    }

    private mutating func add(_ stream: Stream, _ state: StreamState) -> Int {
        changed.append((stream, state))
        if changed.count == Self.lookedThrough + 1 {
            for (place, entry) in changed.enumerated() { places[entry.stream] = place }
        } else if changed.count > Self.lookedThrough {
            places[stream] = changed.count - 1
        }
        return changed.count - 1
    }

    /// Changes the state of a stream in its place.
    mutating func update(_ stream: Stream, _ change: (inout StreamState) -> Void) {
        change(&changed[place(stream)].state)
    }

    /// Counts an item in the stream at a place.
    ///
    /// - Parameter evidence: What is kept of it when it is bad; nil otherwise.
    mutating func count(_ item: Item, at place: Int, evidence: Evidence?) {
        let day = StreamState.day(item.eventTime)
        changed[place].state.learn(until: item.eventTime, population.season)
        if !item.isBacklog {
            changed[place].state.count(evidence != nil, isFirst: item.isFirstOfStory, at: item.eventTime)
            if let evidence { changed[place].state.keep(evidence) }
        } else if item.isFirstOfStory {
            changed[place].state.learnFromBacklog(evidence != nil)
        }
        let finished = changed[place].state.peaks
        guard day > finished.day else { return }
        changed[place].state.peaks = DailyPeaks(day: day)
        // A stream that is not judged has no peaks: it must not teach that there are none.
        guard isJudged(place) else { return }
        population.observe(finished, rateClass: Population.rateClass(changed[place].state.level), until: day)
    }

    mutating func judge(_ place: Int, at time: Instant) {
        for moment in changed[place].state.moments(of: time) { judge(place, window: moment) }
    }

    /// The streams of an item by their places, with what it says in each: an entity's own sentiment, else
    /// that of the whole.
    mutating func streams(of assessed: AssessedItem) -> [(place: Int, sentiment: SentimentScores)] {
        guard assessed.text.isScored else { return [] }
        let (whole, topic) = (assessed.assessment.sentiment, assessed.assessment.topic)
        var streams: [(place: Int, sentiment: SentimentScores)] = []
        streams.reserveCapacity(2 + 2 * assessed.entities.count)
        for entity in assessed.entities {
            // A name that no catalogue lists is watched by nobody, and who only judges others is not who
            // suffers.
            guard let symbol = entity.symbol, entity.relevance > Mention.speakerRelevance else { continue }
            let own = place(.entity(symbol))
            streams.append((own, entity.sentiment))
            let narrow = narrow(.entityTopic(symbol, topic: topic), of: own, at: assessed.item.eventTime)
            if let narrow { streams.append((narrow, entity.sentiment)) }
        }
        streams.append((place(.topic(topic)), whole))
        streams.append((place(.market), whole))
        return streams
    }

    /// The place of an entity's topic that is watched by itself; it begins to be once much is said of the
    /// entity.
    private mutating func narrow(_ stream: Stream, of entity: Int, at time: Instant) -> Int? {
        if let place = place(of: stream) { return place }
        if let state = detector.states[stream] { return add(stream, state) }
        guard changed[entity].state.level >= Model.busyEntity else { return nil }
        // It was not silent before: nobody counted.
        return add(stream, StreamState(stream, since: time))
    }

    /// The order in which streams are judged: an entity's topics first, the market last.
    func width(_ place: Int) -> Int { changed[place].stream.width }

    /// Whether a stream is to be judged: an entity's topic after two weeks, and where it is not nearly all of
    /// the entity.
    private func isJudged(_ place: Int) -> Bool {
        let stream = changed[place].stream
        guard stream.kind == .entityTopic else { return true }
        return now - changed[place].state.since >= Model.youth
            && changed[place].state.level < Model.largestTopic * state(.entity(stream.subject)).level
    }

    private mutating func judge(_ place: Int, window end: Instant) {
        guard isJudged(place) else { return }
        changed[place].state.learn(until: end, population.season)
        let stream = changed[place].stream
        let isOpen = changed[place].state.open != nil
        let settings = detector.settings.applied(to: stream)
        let found = surprises(place, until: end, settings, isOpen: isOpen)
        changed[place].state.peaks.raise(surge: found.surge?.score, share: found.share?.score)
        if isOpen || changed[place].state.isCooling(at: now, settings) {
            changed[place].state.claim(until: end)
            if isOpen, let surge = found.surge { escalate(stream, surge, until: end) }
            return
        }
        guard now - epoch >= settings.learningPeriod else { return }
        if let surge = found.surge, fire(stream, surge, until: end) { return }
        if let share = found.share { _ = fire(stream, share, until: end) }
    }

    /// Most of the time nothing is near: then nothing need be computed.
    private func surprises(
        _ place: Int, until end: Instant, _ settings: DetectionSettings, isOpen: Bool
    ) -> Surprises {
        guard let counts = changed[place].state.nearCounts(until: end, population.season) else {
            return (nil, nil)
        }
        let (stream, state) = changed[place]
        return state.surprises(
            counts, at: end, season: population.season, settings: settings,
            explained: isOpen ? [] : explained(state, for: stream))
    }

    /// What a stream keeps of stories that alerts explain, those of this call included; the first of each
    /// story.
    func explained(_ state: StreamState, for stream: Stream) -> [Evidence] {
        var explained: [Evidence] = []
        for item in state.evidence {
            let isExplained =
                detector.claims.explains(item.story, for: stream, at: now)
                || claimed.contains {
                    $0.stream.width <= stream.width && $0.stories.contains(item.story)
                }
            if isExplained, !explained.contains(where: { $0.story == item.story }) { explained.append(item) }
        }
        return explained
    }

    /// Notes that an alert of this call explains stories.
    mutating func claim(_ stories: Set<StoryID>, for stream: Stream) { claimed.append((stream, stories)) }

    /// What has come of the call.
    consuming func finished() -> Detector.Outcome {
        outcome.states = changed
        return outcome
    }
}

extension StreamState {
    fileprivate func isCooling(at now: Instant, _ settings: DetectionSettings) -> Bool {
        lastFired.map { now - $0 < settings.cooldown } ?? false
    }
}
