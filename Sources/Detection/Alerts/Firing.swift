import Domain
import Glibc

extension DetectorWork {
    /// The tail that a score of a stream is measured with.
    private func tail(_ state: StreamState, _ question: Question) -> ScoreTail.Fit {
        population.tail(question, rateClass: Population.rateClass(state.level))
    }

    /// The score with which a stream fires.
    private func threshold(_ stream: Stream, _ question: Question) -> Double {
        let asked = detector.settings.applied(to: stream).falseAlerts(question)
        let youth = now - epoch < Model.youth ? Model.youthFactor : 1
        return tail(state(stream), question).threshold(asked) * youth
    }

    /// Fires if the score reaches the threshold, and there are enough stories and sources.
    mutating func fire(_ stream: Stream, _ surprise: Surprise, until end: Instant) -> Bool {
        let state = state(stream)
        let settings = detector.settings.applied(to: stream)
        let tail = tail(state, surprise.question)
        let threshold = threshold(stream, surprise.question)
        guard surprise.score >= threshold else { return false }
        let evidence = state.evidence(
            in: surprise.window, until: end,
            explained: Set(explained(state, for: stream).map(\.story)))
        let sources = state.sources(of: evidence, detector.settings)
        guard evidence.count >= settings.minimumStories, sources >= settings.minimumSources
        else { return false }
        let common = stream.needsCommonWords ? CommonWords(of: evidence, in: stream) : nil
        guard common != nil || !stream.needsCommonWords else { return false }
        let urgency = Urgency(
            score: surprise.score, threshold: threshold, sources: sources, stories: evidence)
        var alert = Alert(
            firing: stream, settings.kind(surprise.question, of: stream),
            Alert.Measures(surprise, tail, sources: sources), evidence: evidence, at: now)
        alert.name = stream.symbol.flatMap { detector.settings.names[$0] }
        alert.joined = companions(of: stream)
        tell(
            alert,
            of: Finding(
                surprise: surprise, evidence: evidence, common: common, urgency: urgency,
                isFarRarer: surprise.score >= threshold + Model.escalation / tail.slope))
        countFiring(of: stream)
        return true
    }

    /// What makes an alert fire: what surprised, what that rests on, and how urgent it is.
    struct Finding {
        let surprise: Surprise
        /// One of each story.
        let evidence: [Evidence]
        /// Words that the stories must share; nil where they need not.
        let common: CommonWords?
        let urgency: Urgency
        /// Whether it is a hundred times rarer than it has to be: then no other alert tells of it.
        let isFarRarer: Bool
    }

    /// Gives the first notice of an alert, or lets another alert tell of it.
    ///
    /// - Parameter theme: What the alert is about; nil for other streams.
    mutating func tell(_ alert: Alert, of finding: Finding, theme: ToldTheme? = nil) {
        let stream = alert.stream
        let evidence = finding.evidence
        let rule = detector.settings.rule(for: stream)
        var alert = alert
        alert.severity = max(finding.urgency.severity, rule?.severity ?? .warning)
        alert.rule = rule?.id
        let teller = teller(of: stream, evidence, common: finding.common, isFarRarer: finding.isFarRarer)
        alert.toldBy = teller?.id
        alert.show(finding.surprise, evidence, finding.common, finding.urgency)
        if let theme { alert.show(theme) }
        let open = StreamState.OpenAlert(
            alert, score: finding.surprise.score, common: finding.common, urgency: finding.urgency)
        let told = evidence.filter { open.tells(of: $0) }.map(\.story)
        update(stream) { $0.fire(open, explaining: told) }
        claim(Set(told), for: stream)
        if let teller { name(stream, in: teller) }
        outcome.alerts.append(alert)
    }

    /// Follows an open alert: tells it again when it has become a hundred times rarer, else brings its latest
    /// notice up to date.
    mutating func follow(_ stream: Stream, _ found: Surprises, until end: Instant) {
        if let surge = found.surge, escalate(stream, surge, until: end) { return }
        guard let open = state(stream).open, let surprise = found.surge ?? found.share,
            surprise.negative > open.notice.measures.observed
        else { return }
        let grown = open.notice.measured(surprise, in: self, of: stream, until: end)
        update(stream) { $0.open?.refresh(grown) }
        grow(grown)
    }

    private mutating func escalate(_ stream: Stream, _ surprise: Surprise, until end: Instant) -> Bool {
        let state = state(stream)
        guard let open = state.open, now - open.noticedAt >= Model.escalationPause,
            surprise.score >= open.score + Model.escalation / tail(state, .surge).slope,
            surprise.score >= open.score * Model.escalationFactor, mayBeTold(open.notice)
        else { return false }
        var alert = open.notice.next(at: now)
        alert.kind = detector.settings.kind(.surge, of: stream)
        alert.toldBy = nil
        alert.lateness = nil
        let (measures, evidence) = evidence(of: surprise, for: stream, until: end)
        let urgency = Urgency(
            score: surprise.score, threshold: threshold(stream, .surge), sources: measures.sources,
            stories: evidence, hasGrown: true)
        alert.severity = max(alert.severity, urgency.severity)
        update(stream) { $0.open?.urgency = urgency }
        alert = alert.measured(surprise, in: self, of: stream, until: end, since: open.noticedAt)
        update(stream) { $0.open?.escalate(alert, score: surprise.score) }
        outcome.alerts.append(alert)
        return true
    }

    /// Resolves what is calm or too old, as of the beginning of the present bin and once for it: so an alert
    /// ends at the same time whoever asks, and when.
    mutating func resolve() {
        let slot = Bin.slot(of: now)
        guard detector.calmChecked != slot else { return }
        outcome.calmChecked = slot
        let moment = Instant(milliseconds: Int64(slot) * Model.binMilliseconds)
        for stream in detector.claims.open.sorted(by: { $0.name < $1.name }) {
            let state = state(stream)
            guard let open = state.open, moment - open.firedAt >= Model.shortestAlert else { continue }
            let isTooOld = moment - open.firedAt >= Model.longestAlert
            let isOver =
                stream.kind == .theme
                ? endTheme(stream, at: moment)
                : isTooOld || state.isCalm(at: moment, population.season, detector.settings)
            guard isOver else { continue }
            update(stream) { $0.end(at: moment) }
            outcome.alerts.append(
                Alert(resolving: open, stories: state.claims, at: max(moment, open.noticedAt)))
        }
    }

    /// The measures of a surprise, and what it rests on.
    fileprivate func evidence(
        of surprise: Surprise, for stream: Stream, until end: Instant
    ) -> (measures: Alert.Measures, evidence: [Evidence]) {
        let state = state(stream)
        let evidence = state.evidence(in: surprise.window, until: end, explained: [])
        let sources = state.sources(of: evidence, detector.settings)
        return (Alert.Measures(surprise, tail(state, surprise.question), sources: sources), evidence)
    }
}

extension Alert {
    /// Headlines that an alert carries at most.
    private static let headlinesShown = 8

    /// The first notice of what surprised; its severity is still to be decided.
    init(
        firing stream: Stream, _ kind: Kind, _ measures: Measures, evidence: [Evidence], at now: Instant
    ) {
        // The same spike has the same id at every run.
        let text = "\(stream.name) \(now.milliseconds) \(evidence.map(\.story.value))"
        self.init(
            id: "a" + String(fingerprint(text.utf8), radix: 16), at: now, stream: stream,
            kind: kind, severity: .warning, measures: measures,
            explanation: "")
        if let newest = evidence.map(\.at).max(), now - newest >= Model.late { lateness = now - newest }
    }

    /// Shows what surprised, in headlines and in words; first the stories with the words in common.
    ///
    /// - Parameter told: When people were told last: what came after that is news.
    mutating func show(
        _ surprise: Surprise, _ evidence: [Evidence], _ common: CommonWords?, _ urgency: Urgency?,
        since told: Instant? = nil
    ) {
        let having = common.map { common in evidence.filter { common.isIn($0.title) } } ?? evidence
        let others = common.map { common in evidence.filter { !common.isIn($0.title) } } ?? []
        let ordered = having.ledByBest(of: stream, since: told) + others
        headlines = Self.headlines(ordered)
        let counts = riskCounts(evidence)
        risks = counts.map(\.type)
        explanation = describe(surprise, evidence: ordered)
        explanation += reported(counts)
        if let common {
            explanation +=
                " \(having.count) of these stories have \(common.inWords) in their titles."
        }
        explanation += urgency?.reason ?? ""
        if let lateness {
            explanation += " This alert is late: the latest of these stories was \(lateness.inWords) old."
        }
    }

    /// The same notice with what is known by now.
    ///
    /// - Parameter told: When people were told last; nil for a notice that they have got.
    fileprivate func measured(
        _ surprise: Surprise, in work: DetectorWork, of stream: Stream, until end: Instant,
        since told: Instant? = nil
    ) -> Alert {
        let (measures, evidence) = work.evidence(of: surprise, for: stream, until: end)
        var alert = self
        alert.measures = measures
        let open = work.state(stream).open
        alert.show(surprise, evidence, open?.common, open?.urgency, since: told)
        return alert
    }

    /// The notice that an alert is over.
    fileprivate init(resolving open: StreamState.OpenAlert, stories: Int, at now: Instant) {
        self = open.notice.next(at: now)
        state = .resolved
        measures.observed = stories
        headlines = []
        let quality = open.notice.kind.quality
        let why =
            now - open.firedAt >= Model.longestAlert
            ? "no alert stays open for longer"
            : stream.kind == .theme
                ? "there has been no story for 36 hours" : "the past day is no longer unusual"
        explanation =
            "Ended after \((now - open.firedAt).inWords) with \(counted(stories, "\(quality) story", "\(quality) stories")) in all: \(why)."
    }

    /// The evidence as an alert shows it.
    fileprivate static func headlines(_ evidence: [Evidence]) -> [Headline] {
        evidence.prefix(headlinesShown).map {
            Headline(
                title: $0.title, link: $0.link, score: $0.score, words: $0.words, novelty: $0.novelty,
                risks: $0.risks)
        }
    }
}

extension Alert.Measures {
    /// What a surprise measured, rounded to what an alert shows of it.
    init(_ surprise: Surprise, _ tail: ScoreTail.Fit, sources: Int) {
        self.init(window: surprise.window)
        observed = surprise.negative
        expected = surprise.expected.places(4)
        baselineShare = surprise.baselineShare.places(4)
        share = (Double(surprise.negative) / Double(max(surprise.stories, 1))).places(4)
        surpriseBits = (surprise.score / log(2)).places(2)
        falseAlarmsPerMonth = tail.falseAlarmsPerMonth(at: surprise.score)
        stories = surprise.stories
        self.sources = sources
    }
}

extension StreamState {
    /// The number of owners whose feeds carried these stories.
    func sources(of stories: [Evidence], _ settings: DetectionSettings) -> Int {
        let stories = Set(stories.map(\.story))
        return Set(
            evidence.lazy.filter { stories.contains($0.story) }.map(settings.owner(of:))
        ).count
    }
}
