import Domain

// Rules may look for something else than bad news: for good news, or for words. Each stream that such a rule
// names is counted a second time, with what the rule looks for in the place of bad stories; statistics and
// life of the alerts are the same.

extension DetectorWork {
    /// The places of the streams in which rules watch an item, with what is kept of it where they find what
    /// they look for; nil where not.
    mutating func watched(_ assessed: AssessedItem) -> [(place: Int, evidence: Evidence?)] {
        // A changed title is news only where it turns bad.
        guard !detector.watches.isEmpty, assessed.formerlyBad == nil else { return [] }
        var found: [(place: Int, evidence: Evidence?)] = []
        let item = assessed.item
        let text = item.title + " " + (item.summary ?? "")
        for rule in detector.watches {
            let hasWords = rule.matchesWords(text)
            for (stream, sentiment) in Self.named(by: rule, assessed) {
                let isFound = hasWords && rule.tone.holds(for: sentiment)
                let evidence =
                    isFound ? Evidence(item, score: sentiment.score, words: assessed.wordsShown) : nil
                found.append((place(stream.watched(by: rule.id)), evidence))
            }
        }
        return found
    }

    /// The streams of an item that a rule names, with what the item says in each.
    private static func named(
        by rule: WatchRule, _ assessed: AssessedItem
    ) -> [(stream: Stream, sentiment: SentimentScores)] {
        let (whole, topic) = (assessed.text.assessment.sentiment, assessed.text.assessment.topic)
        let entities = assessed.text.entities.compactMap { entity in
            entity.relevance > Mention.speakerRelevance
                ? entity.symbol.map { (stream: Stream.entity($0), sentiment: entity.sentiment) } : nil
        }
        return ([(.market, whole), (.topic(topic), whole)] + entities).filter { rule.names($0.stream) }
    }
}

extension Tone {
    fileprivate func holds(for sentiment: SentimentScores) -> Bool {
        switch self {
        case .negative: sentiment.label == .negative
        case .positive: sentiment.label == .positive
        case .any: true
        }
    }
}
