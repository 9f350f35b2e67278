import Domain

// Rules may look for something else than bad news: for good news, or for words. Each stream that such a rule
// names is counted a second time, with what the rule looks for in the place of bad stories; statistics and
// life of the alerts are the same.

extension DetectorWork {
    /// The places of the streams in which rules watch an item, with what is kept of it where they find what
    /// they look for; nil where not.
    mutating func watched(_ assessed: AssessedItem) -> [(place: Int, evidence: Evidence?, isPositive: Bool)] {
        // A changed title is news only where it turns bad.
        guard !detector.watches.isEmpty, assessed.formerlyBad == nil else { return [] }
        var found: [(place: Int, evidence: Evidence?, isPositive: Bool)] = []
        let item = assessed.item
        let text = item.title + " " + (item.summary ?? "")
        let streams = assessed.text.streams
        for rule in detector.watches {
            let named = streams.filter { rule.names($0.stream) }
            // Words are looked for only where somebody asks.
            let hasWords = !named.isEmpty && rule.matchesWords(text)
            for (stream, verdict) in named {
                let isFound = hasWords && rule.tone.holds(for: verdict)
                let evidence = isFound ? Evidence(item, verdict, words: assessed.wordsShown) : nil
                found.append(
                    (place(stream.watched(by: rule.id)), evidence, verdict.sentiment.label == .positive))
            }
        }
        return found
    }
}

extension TextAssessment {
    /// The streams that a text belongs to, but for the topics of entities, with what it says in each.
    ///
    /// Who only judges others is not who the text is about.
    var streams: [(stream: Stream, verdict: Verdict)] {
        let entities = entities.filter { $0.relevance > Mention.speakerRelevance }.compactMap { entity in
            entity.symbol.map { (stream: Stream.entity($0), verdict: entity.verdict) }
        }
        let whole = assessment.verdict
        return [(.market, whole), (.topic(assessment.topic), whole)] + entities
    }
}

extension Tone {
    fileprivate func holds(for verdict: Verdict) -> Bool {
        switch self {
        case .negative: verdict.isBad
        case .positive: verdict.sentiment.label == .positive
        case .any: true
        }
    }
}
