import Domain

// Which headline says best what happened: one that has the words of the others, that is clearly bad, and that
// reports news. The most negative one is often an opinion, or a live blog about everything.

extension [Evidence] {
    /// The same stories with the one first whose headline says best what happened.
    ///
    /// - Parameters:
    ///   - stream: What the stories are about: its own words say nothing of what happened.
    ///   - told: When people were told last: a later story goes first; nil where nobody was.
    func ledByBest(of stream: Stream, since told: Instant?) -> [Evidence] {
        let own = Set(stream.subject.titleWords)
        let words = map { Set($0.title.titleWords).subtracting(own) }
        let worth = indices.map { index in
            let others = words.indices.filter { $0 != index }
            let common = others.reduce(0.0) { sum, other in
                sum + words[index].share(of: words[other])
            }
            return common / Double(Swift.max(others.count, 1)) + self[index].worthAsLead
        }
        let fresh = indices.filter { index in told.map { self[index].at > $0 } ?? true }
        guard let best = fresh.max(by: { (worth[$0], $1) < (worth[$1], $0) }) else { return self }
        return [self[best]] + self[..<best] + self[(best + 1)...]
    }
}

extension Evidence {
    /// What marks a title that is about much or asks; in lower case.
    private static let furniture = [
        "as it happened", "live", "factbox", "explainer", "timeline", "breakingview", "briefing", "agenda",
        "remix", "lightning round", "roundup", "round-up", "week ahead", "what we know",
    ]

    /// How well the headline tells of news by itself, in [−0.5, 1.5].
    fileprivate var worthAsLead: Double {
        let title = title.lowercased()
        let isNews = !title.hasSuffix("?") && !Self.furniture.contains { title.contains($0) }
        return -Double(min(score, 0)) / 2 + (risks.isEmpty ? 0 : 0.5) + Double(relevance) / 2
            - (isNews ? 0 : 1)
    }
}

extension Set<String> {
    /// How many of the words are in another set, as a share of the smaller one.
    fileprivate func share(of other: Set<String>) -> Double {
        Double(intersection(other).count) / Double(Swift.max(Swift.min(count, other.count), 1))
    }
}
