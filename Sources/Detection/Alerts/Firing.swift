import Domain
import Glibc

extension DetectorWork {
    /// The tail that a score of a stream is measured with.
    private func tail(_ state: StreamState, _ question: Question) -> ScoreTail.Fit {
        population.tail(question, rateClass: Population.rateClass(state.level))
    }

    /// Fires if the score reaches the threshold, and there are enough stories and sources.
    mutating func fire(_ stream: Stream, _ surprise: Surprise, until end: Instant) -> Bool {
        let state = state(stream)
        let settings = detector.settings.applied(to: stream)
        let tail = tail(state, surprise.question)
        let youth = now - epoch < Model.youth ? Model.youthFactor : 1
        let threshold = tail.threshold(settings.falseAlerts(surprise.question)) * youth
        guard surprise.score >= threshold else { return false }
        let evidence = state.evidence(
            in: surprise.window, until: end,
            explained: Set(explained(state, for: stream).map(\.story)))
        let sources = state.sources(of: evidence, detector.settings)
        guard evidence.count >= settings.minimumStories, sources >= settings.minimumSources
        else { return false }
        let rule = detector.settings.rule(for: stream)
        let own: Alert.Severity = surprise.score >= Model.criticalFactor * threshold ? .critical : .warning
        var alert = Alert(
            firing: stream, surprise, Alert.Measures(surprise, tail, sources: sources), evidence: evidence,
            at: now)
        alert.severity = max(own, rule?.severity ?? own)
        alert.rule = rule?.id
        let leader = leader(for: stream)
        update(stream) { state in
            state.fire(
                StreamState.OpenAlert(alert, score: surprise.score, leader: leader),
                explaining: evidence.map(\.story))
        }
        claim(Set(evidence.map(\.story)), for: stream)
        countFiring(of: stream)
        if let leader {
            join(alert, to: leader)
        } else {
            outcome.alerts.append(alert)
        }
        return true
    }

    /// Gives a new notice of an open alert when it has become a hundred times rarer.
    mutating func escalate(_ stream: Stream, _ surprise: Surprise, until end: Instant) {
        let state = state(stream)
        guard let open = state.open, open.leader == nil, now - open.noticedAt >= Model.escalationPause
        else { return }
        let tail = tail(state, .surge)
        guard surprise.score >= open.score + Model.escalation / tail.slope else { return }
        let evidence = state.evidence(in: surprise.window, until: end, explained: [])
        let sources = state.sources(of: evidence, detector.settings)
        var alert = open.notice.next(at: now)
        alert.kind = .surge
        alert.severity = .critical
        alert.measures = Alert.Measures(surprise, tail, sources: sources)
        alert.headlines = Alert.headlines(evidence)
        alert.explanation = describe(surprise, alert.measures, evidence: evidence)
        update(stream) { state in
            state.open?.note(alert)
            state.open?.score = surprise.score
        }
        outcome.alerts.append(alert)
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
            // An alert that joined another one ends with it, without a notice of its own.
            guard open.leader == nil else { continue }
            outcome.alerts.append(Alert(resolving: open, stories: state.claims, at: now))
        }
    }
}

extension Alert {
    /// Headlines that an alert carries at most.
    private static let headlinesShown = 8

    /// The first notice of what surprised; its severity is still to be decided.
    fileprivate init(
        firing stream: Stream, _ surprise: Surprise, _ measures: Measures, evidence: [Evidence],
        at now: Instant
    ) {
        // The same spike has the same id at every run.
        let text = "\(stream.name) \(now.milliseconds) \(evidence.map(\.story.value))"
        self.init(
            id: "a" + String(fingerprint(text.utf8), radix: 16), at: now, stream: stream,
            kind: surprise.question == .surge ? .surge : .share, severity: .warning, measures: measures,
            explanation: describe(surprise, measures, evidence: evidence))
        headlines = Self.headlines(evidence)
    }

    /// The notice that an alert is over.
    fileprivate init(resolving open: StreamState.OpenAlert, stories: Int, at now: Instant) {
        self = open.notice.next(at: now)
        state = .resolved
        measures.observed = stories
        headlines = []
        explanation =
            "Ended after \((now - open.firedAt).inWords): \(stories) negative stories in total; nothing unusual in the last two hours."
    }

    /// The evidence as an alert shows it.
    fileprivate static func headlines(_ evidence: [Evidence]) -> [Headline] {
        evidence.prefix(headlinesShown).map {
            Headline(title: $0.title, link: $0.link, score: $0.score, words: $0.words, novelty: $0.novelty)
        }
    }
}

extension Alert.Measures {
    /// What a surprise measured, rounded to what an alert shows of it.
    fileprivate init(_ surprise: Surprise, _ tail: ScoreTail.Fit, sources: Int) {
        self.init(window: surprise.window)
        observed = surprise.negative
        expected = rounded(surprise.expected, 4)
        baselineShare = rounded(surprise.baselineShare, 4)
        share = rounded(Double(surprise.negative) / Double(max(surprise.stories, 1)), 4)
        surpriseBits = rounded(surprise.score / log(2), 2)
        falseAlarmsPerMonth = tail.falseAlarmsPerMonth(at: surprise.score)
        stories = surprise.stories
        self.sources = sources
    }
}

extension StreamState {
    /// The number of owners whose feeds carried these stories.
    fileprivate func sources(of stories: [Evidence], _ settings: DetectionSettings) -> Int {
        let stories = Set(stories.map(\.story))
        return Set(
            evidence.lazy.filter { stories.contains($0.story) }.map {
                $0.publisher ?? settings.owners[$0.feed] ?? $0.feed
            }
        ).count
    }
}
