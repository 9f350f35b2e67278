import Domain

/// A bin that got a bad story, by the place of its stream and how wide that is.
typealias BadBin = (width: Int, place: Int, slot: Int32)

/// One call under way.
struct DetectorWork {
    let detector: Detector
    let now: Instant
    let epoch: Instant
    var population: Population
    var outcome = Detector.Outcome()
    /// The words of the call.
    var themes: ThemeWork
    /// The streams that this call changes.
    private var changed: [ChangedStream] = []
    /// Where they lie, once there are too many to look through.
    private var places: [Stream: Int] = [:]
    /// As many are looked through faster than a hash is made.
    private static let lookedThrough = 8
    /// The bins of bad stories, with the places of their streams and how wide those are.
    private(set) var bad: [BadBin] = []
    /// The half hours, since 1970, that got an item or a score, with the places of their streams.
    private(set) var touched: [(place: Int, halfHour: Int32)] = []
    /// What the alerts of this call claim.
    private(set) var claimed: [(stream: Stream, stories: Set<StoryID>)] = []

    init(detector: Detector, now: Instant, epoch: Instant) {
        self.detector = detector
        self.now = now
        self.epoch = epoch
        population = detector.population
        themes = ThemeWork(detector.themes, at: now)
        changed.reserveCapacity(Self.lookedThrough)
        touched.reserveCapacity(Self.lookedThrough)
    }

    func state(_ stream: Stream) -> StreamState {
        place(of: stream).map { changed[$0].state } ?? detector.states[stream]?.value
            ?? StreamState(stream, since: epoch)
    }

    /// The place of a stream that this call changes.
    mutating func place(_ stream: Stream) -> Int {
        place(of: stream)
            ?? add(stream, detector.states[stream]?.value ?? StreamState(stream, since: epoch))
    }

    private func place(of stream: Stream) -> Int? {
        changed.count <= Self.lookedThrough
            ? changed.firstIndex { $0.stream == stream } : places[stream]
    }

    private mutating func add(_ stream: Stream, _ state: StreamState) -> Int {
        changed.append(ChangedStream(stream, state))
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

    /// Begins a stream anew.
    mutating func replace(_ stream: Stream, with state: StreamState) {
        changed[place(stream)].state = state
    }

    /// Notes that a stream got an item, or a score.
    mutating func touch(_ stream: Stream, _ time: Instant) {
        touched.append((place(stream), Bin.slot(of: time) / Model.halfHourBins))
    }

    /// Counts an item in the stream at a place.
    ///
    /// - Parameters:
    ///   - evidence: What is kept of it when it is bad; nil otherwise.
    ///   - isPositive: Whether it is good news.
    mutating func count(_ assessed: AssessedItem, at place: Int, evidence: Evidence?, isPositive: Bool) {
        let time = assessed.item.eventTime
        let day = StreamState.day(time)
        let changed = changed[place]
        changed.state.learn(until: time, population.season)
        if assessed.item.isBacklog {
            if assessed.item.isFirstOfStory { changed.state.learnFromBacklog(evidence != nil) }
        } else {
            // A story that turned bad is one bad story, however many of its copies turn.
            let isFirst =
                assessed.formerlyBad == nil
                ? assessed.item.isFirstOfStory : !changed.state.holds(assessed.item.story)
            changed.state.count(evidence != nil, isPositive: isPositive, isFirst: isFirst, at: time)
            if let evidence, assessed.item.use == .evaluate { changed.state.keep(evidence) }
            touched.append((place, Bin.slot(of: time) / Model.halfHourBins))
        }
        let finished = changed.state.peaks
        guard day > finished.day else { return }
        changed.state.peaks = DailyPeaks(day: day)
        // A stream that is not judged has no peaks: it must not teach that there are none.
        guard isJudged(place) else { return }
        population.observe(finished, rateClass: Population.rateClass(changed.state.level), until: day)
    }

    /// The streams of an item by their places, with what it says in each: of the entity, else as a whole.
    mutating func streams(of assessed: AssessedItem) -> [(place: Int, verdict: Verdict)] {
        guard assessed.text.isScored else { return [] }
        let (whole, topic) = (assessed.text.assessment.verdict, assessed.text.assessment.topic)
        var streams: [(place: Int, verdict: Verdict)] = []
        streams.reserveCapacity(2 + 2 * assessed.text.entities.count)
        for entity in assessed.text.entities {
            // A name that no catalogue lists is watched by nobody, and who only judges others is not who
            // suffers.
            guard let symbol = entity.symbol, entity.relevance > Mention.speakerRelevance else { continue }
            let own = place(.entity(symbol))
            streams.append((own, entity.verdict))
            let narrow = narrow(.entityTopic(symbol, topic: topic), of: own, at: assessed.item.eventTime)
            if let narrow { streams.append((narrow, entity.verdict)) }
        }
        streams.append((place(.topic(topic)), whole))
        streams.append((place(.market), whole))
        return streams
    }

    /// The place of an entity's topic that is watched by itself; it begins to be once much is said of the
    /// entity.
    private mutating func narrow(_ stream: Stream, of entity: Int, at time: Instant) -> Int? {
        if let place = place(of: stream) { return place }
        if let state = detector.states[stream] { return add(stream, state.value) }
        guard changed[entity].state.level >= Model.busyEntity else { return nil }
        // It was not silent before: nobody counted.
        return add(stream, StreamState(stream, since: time))
    }

    /// The stream at a place.
    func stream(_ place: Int) -> Stream { changed[place].stream }

    /// Notes a bad story of the stream at a place.
    mutating func noteBad(at place: Int, _ time: Instant) {
        bad.append((changed[place].width, place, Bin.slot(of: time)))
    }

    /// What the stream at a place had in a half hour since 1970.
    func point(at place: Int, halfHour: Int32) -> SeriesPoint? {
        changed[place].state.point(of: changed[place].stream, halfHour: halfHour, population.season)
    }

    /// Whether a stream is to be judged: an entity's topic after two weeks, and where it is not nearly all of
    /// the entity.
    private func isJudged(_ place: Int) -> Bool {
        let stream = changed[place].stream
        guard stream.kind == .entityTopic, stream.rule == nil else { return true }
        return now - changed[place].state.since >= Model.youth
            && changed[place].state.level < Model.largestTopic * state(.entity(stream.subject)).level
    }

    /// Looks for a spike in a stream that got bad stories in some bins: at the latest moment first, so that a
    /// notice tells all that is known.
    mutating func judge(_ place: Int, in slots: [Int32]) {
        guard isJudged(place) else { return }
        let moments = changed[place].state.moments(slots)
        guard let latest = moments.first else { return }
        changed[place].state.learn(until: latest, population.season)
        let stream = changed[place].stream
        let isOpen = changed[place].state.open != nil
        let settings = detector.settings.applied(to: stream)
        let isQuiet = isOpen || changed[place].state.isCooling(at: now, settings)
        let mayFire = !isQuiet && now - epoch >= settings.learningPeriod
        var hasFired = false
        for moment in moments {
            let found = surprises(place, until: moment, settings, isOpen: isOpen)
            note(found, at: place, until: moment)
            if isOpen, moment == latest {
                follow(stream, found, until: moment)
            } else if mayFire, !hasFired {
                hasFired =
                    found.surge.map { fire(stream, $0, until: moment) } ?? false
                    || found.share.map { fire(stream, $0, until: moment) } ?? false
            }
        }
        if isQuiet || hasFired { changed[place].state.claim(until: latest) }
    }

    /// Remembers how far the scores of a stream rise.
    private mutating func note(_ found: Surprises, at place: Int, until moment: Instant) {
        guard let score = [found.surge, found.share].compactMap({ $0?.score }).max() else { return }
        changed[place].state.peaks.raise(surge: found.surge?.score, share: found.share?.score)
        changed[place].state.raise(to: score, at: moment)
        touched.append((place, Bin.slot(of: moment) / Model.halfHourBins))
    }

    /// Most of the time nothing is near: then nothing need be computed.
    private func surprises(
        _ place: Int, until end: Instant, _ settings: DetectionSettings, isOpen: Bool
    ) -> Surprises {
        let near = changed[place].state.nearCounts(
            until: end, population.season, from: settings.firstWindow)
        guard let counts = near else { return (nil, nil) }
        let changed = changed[place]
        return changed.state.surprises(
            counts, at: end, season: population.season, settings: settings,
            explained: isOpen ? [] : explained(changed.state, for: changed.stream))
    }

    /// What a stream keeps of stories that alerts explain, those of this call included; the first of each
    /// story.
    func explained(_ state: StreamState, for stream: Stream) -> [Evidence] {
        // What a rule watches is not what other alerts are about.
        guard stream.rule == nil else { return [] }
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
        outcome.series = series()
        outcome.themes = themes.finished()
        let dropped = outcome.dropped
        outcome.states = changed.filter { !dropped.contains($0.stream) }.map { ($0.stream, $0.sealed()) }
        return outcome
    }
}

/// A stream that a call changes, with its state as it has become.
///
/// An object of the call alone: to look at one of its numbers copies nothing else of the state.
private final class ChangedStream {
    let stream: Stream
    let width: Int
    var state: StreamState

    init(_ stream: Stream, _ state: StreamState) {
        self.stream = stream
        width = stream.width
        self.state = state
    }

    /// The state as it has become; it is moved, for all that it holds would have to be counted otherwise.
    func sealed() -> Sealed<StreamState> {
        var moved = Self.nothing
        swap(&moved, &state)
        return Sealed(moved)
    }

    /// Holds nothing that is counted.
    private static let nothing = StreamState(.market, since: Instant(milliseconds: 0))
}

extension StreamState {
    fileprivate func isCooling(at now: Instant, _ settings: DetectionSettings) -> Bool {
        quietSince.map { now - $0 < settings.cooldown } ?? false
    }
}
