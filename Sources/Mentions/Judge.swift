/// Decides which candidates of one title mean their entities.
///
/// The log odds of a name are its prior plus what each piece of evidence adds (a naive Bayes classifier with
/// weights set by
/// hand on labeled headlines). Ambiguous names that are still open are decided again with what is known of
/// the others: in a list of companies, one more name is probably a company too.
struct Judge {
    let title: TitleView
    /// In reading order.
    let candidates: [Candidate]
    let entities: [String: KnownEntity]

    /// One decision a candidate that has an entity.
    func judgments(_ spanProbability: (Range<Int>) -> Float?) -> [Judgment] {
        let published = Publisher.places(in: title)
        let business = candidates.allSatisfy { $0.name.kind == .plain } ? 0 : businessWords()
        var all = candidates.map { candidate in
            guard let symbol = candidate.name.symbol else { return [] as [Evidence] }
            var evidence = evidence(of: candidate, symbol, business)
            if published.contains(where: { $0.overlaps(candidate.words) }) {
                evidence.append(Evidence(.publisher, -20))
            }
            if let probability = spanProbability(candidate.words) {
                evidence.append(Evidence(.model, logOdds(Double(probability))))
            }
            return evidence
        }
        addCompany(to: &all)
        return zip(candidates, all).compactMap { candidate, evidence in
            guard let symbol = candidate.name.symbol, let entity = entities[symbol] else { return nil }
            return Judgment(
                symbol: symbol, name: entity.name, words: candidate.words, evidence: evidence,
                isSpeaker: entity.isAnalyst && isSpeaker(candidate))
        }
    }

    private func evidence(of candidate: Candidate, _ symbol: String, _ business: Int) -> [Evidence] {
        let prior = Evidence(.prior, candidate.name.prior)
        let near = Neighbors(of: candidate.words, in: title)
        switch candidate.name.kind {
        case .cashtag: return [Evidence(.cashtag, candidate.name.prior)]
        case .plain:
            return [prior]
                + [place(near), person(near, candidate), context(near, symbol).against, plainCase(candidate)]
                .compactMap(\.self)
        case .ticker:
            let found = [
                brackets(near, candidate), allCapitals(candidate), businessNext(near), securityNext(near),
                businessBefore(near),
                general(business, near), context(near, symbol).for, context(near, symbol).against,
                lesserForm(near, candidate),
            ]
            return [prior] + found.compactMap(\.self)
        case .ambiguous:
            let found = [
                symbolBehind(near), legalSuffix(near), businessNext(near), possessive(near),
                businessBefore(near),
                general(business, near), context(near, symbol).for, context(near, symbol).against,
                place(near),
                person(near, candidate), longerName(near, candidate), capital(candidate), determiner(near),
                location(near), lesserForm(near, candidate), infinitive(near),
            ]
            return [prior] + found.compactMap(\.self)
        }
    }

    /// Adds what the other candidates say of those that are still open.
    private func addCompany(to evidence: inout [[Evidence]]) {
        let scores = evidence.map { $0.reduce(0) { $0 + $1.weight } }
        for index in candidates.indices where scores[index] <= 0 && scores[index] > Self.hopeless {
            let candidate = candidates[index]
            guard candidate.name.kind != .plain else { continue }
            let others = candidates.indices.filter {
                $0 != index && scores[$0] > 0 && candidates[$0].name.symbol != nil
            }
            if others.contains(where: { candidates[$0].name.symbol == candidate.name.symbol }) {
                evidence[index].append(Evidence(.sameEntity, 4))
            } else if others.contains(where: { isListed(candidate.words, with: candidates[$0].words) }) {
                evidence[index].append(Evidence(.company, 2.5))
            } else if !others.isEmpty {
                evidence[index].append(Evidence(.company, 0.8))
            }
        }
    }

    /// Log odds below which no other company of the title helps.
    private static let hopeless: Float = -6

    private static let conjunctions: Set<String> = [
        ",", "and", "&", "or", "vs", "/", "versus", ";", "-", "with",
    ]

    /// Whether only commas and conjunctions are between two names.
    private func isListed(_ one: Range<Int>, with other: Range<Int>) -> Bool {
        let (first, second) = one.lowerBound < other.lowerBound ? (one, other) : (other, one)
        let between = title.lowered[first.upperBound..<max(second.lowerBound, first.upperBound)]
        return between.count <= 2 && !between.isEmpty && between.allSatisfy(Self.conjunctions.contains)
    }

    /// The number of business words anywhere in the title.
    private func businessWords() -> Int {
        title.lowered.count { BusinessWords.anywhere.contains($0) }
    }
}
