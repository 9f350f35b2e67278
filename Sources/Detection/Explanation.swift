public import Domain

extension Alert {
    /// Headlines that an alert carries at most.
    private static let headlinesShown = 8

    /// The notice that a spike fires.
    init(firing spike: Spike, severity: Severity, evidence: [Evidence]) {
        self.init(id: Self.id(of: spike), sequence: 0, spike, severity, evidence)
    }

    /// The notice that an alert has become much rarer than when it was last told.
    init(escalating open: StreamState.OpenAlert, to spike: Spike, evidence: [Evidence]) {
        self.init(id: open.notice.id, sequence: open.notice.sequence + 1, spike, .critical, evidence)
        rule = open.notice.rule
        joined = open.notice.joined
    }

    private init(id: String, sequence: Int, _ spike: Spike, _ severity: Severity, _ evidence: [Evidence]) {
        self.init(
            id: id, sequence: sequence, at: spike.at.rfc3339, stream: spike.stream.name,
            kind: spike.kind.rawValue, severity: severity, state: .firing, window: spike.window.inWords,
            observed: spike.observed, expected: rounded(spike.expected, 4),
            baselineShare: rounded(spike.baselineShare, 4), share: rounded(spike.share, 4),
            surpriseBits: rounded(spike.surpriseBits, 2),
            falseAlarmsPerMonth: spike.falseAlarmsPerMonth, stories: spike.stories, sources: spike.sources,
            headlines: evidence.prefix(Self.headlinesShown).map {
                Headline(
                    title: $0.title, link: $0.link, score: $0.score, words: $0.words, novelty: $0.novelty)
            }, quote: nil, explanation: describe(spike, evidence: evidence))
    }

    /// The notice that an alert is over.
    init(resolving open: StreamState.OpenAlert, stories: Int, at now: Instant) {
        let firing = open.notice
        self.init(
            id: firing.id, sequence: firing.sequence + 1, at: now.rfc3339, stream: firing.stream,
            kind: firing.kind, severity: firing.severity, state: .resolved, window: firing.window,
            observed: stories, expected: firing.expected, baselineShare: firing.baselineShare,
            share: firing.share, surpriseBits: firing.surpriseBits,
            falseAlarmsPerMonth: firing.falseAlarmsPerMonth, stories: firing.stories, sources: firing.sources,
            headlines: [], quote: nil,
            explanation:
                "Over after \((now - open.firedAt).inWords): \(stories) negative stories in all, and nothing unusual in the last two hours."
        )
        rule = firing.rule
        joined = firing.joined
    }

    /// The same alert with what the price did.
    public func with(quote: QuoteMove?) -> Alert {
        guard let quote else { return self }
        let move = quote.change1h ?? quote.change1d
        let words = move.map {
            " Its price moved \(percent($0, signed: true)) over \(quote.change1h == nil ? "a day" : "the hour")."
        }
        var alert = self
        alert.quote = quote
        alert.explanation += words ?? ""
        return alert
    }

    /// The same spike has the same id at every run: a hash of its stream and the first story that fired it.
    private static func id(of spike: Spike) -> String {
        let text = "\(spike.stream.name) \(spike.at.milliseconds) \(spike.evidence.map(\.value))"
        return "a" + String(fingerprint(text.utf8), radix: 16)
    }
}

/// What happened, what was expected and how rare that is, in plain words.
private func describe(_ spike: Spike, evidence: [Evidence]) -> String {
    let times = evidence.map(\.at).sorted()
    let span = times.first.map { first in
        let last = times.last ?? first
        return first.hourAndMinute == last.hourAndMinute
            ? " at \(first.hourAndMinute) UTC"
            : " between \(first.hourAndMinute) and \(last.hourAndMinute) UTC"
    }
    let usual = spike.expected >= 0.1 ? "\(rounded(spike.expected, 1))" : "fewer than 0.1"
    return """
        \(spike.observed) negative stories within \(spike.window.inWords), where \(usual) are usual\(span.map { "; they came\($0)" } ?? ""), \
        from \(spike.sources) \(spike.sources == 1 ? "source" : "sources"). \
        \(percent(spike.share)) of its \(spike.stories) stories were negative; \(percent(spike.baselineShare)) is usual. \
        By chance this happens to such a stream \(rarity(spike.falseAlarmsPerMonth)).
        """
}

private func rarity(_ perMonth: Double) -> String {
    guard perMonth > 0 else { return "practically never" }
    let months = 1 / perMonth
    if months < 2 { return "about \(rounded(perMonth, 1)) times a month" }
    if months < 24 { return "about once in \(Int(months.rounded())) months" }
    return months < 12_000
        ? "about once in \(Int((months / 12).rounded())) years" : "less than once in 1000 years"
}

private func percent(_ share: Double, signed: Bool = false) -> String {
    let value = signed ? rounded(share * 100, 1) : (share * 100).rounded()
    let digits = value == value.rounded() && !signed ? String(Int(value)) : String(value)
    return "\(signed && value > 0 ? "+" : "")\(digits) %"
}

private func rounded(_ value: Double, _ places: Int) -> Double {
    var unit = 1.0
    for _ in 0..<places { unit *= 10 }
    return (value * unit).rounded() / unit
}

extension Duration {
    /// `30m`, `2h`, `3d`: whole units, the largest that fits.
    var inWords: String {
        let minutes = Int(inMilliseconds / 60_000)
        if minutes < 60 { return "\(minutes)m" }
        return minutes < 48 * 60 ? "\(minutes / 60)h" : "\(minutes / 1440)d"
    }
}
