/// Decides which candidates of one title mean their entities.
///
/// The log odds of a name are its prior plus what each piece of evidence adds (a naive Bayes classifier with
/// weights set by hand on labeled headlines). Ambiguous names that are still open are decided again with what
/// is known of the others: in a list of companies, one more name is probably a company too.
struct Judge {
    let title: TitleView
    /// In reading order.
    let candidates: [Candidate]
    let entities: [KnownEntity]
    /// The business words anywhere in the title.
    private let business: Int
    /// The words of other topics anywhere in the title.
    private let topics: Int

    init(title: TitleView, candidates: [Candidate], entities: [KnownEntity]) {
        self.title = title
        self.candidates = candidates
        self.entities = entities
        let isPlain = candidates.allSatisfy { $0.name.kind == .plain }
        business = isPlain ? 0 : title.count(.business)
        topics = isPlain ? 0 : title.count(.topic)
    }

    /// One decision for each run of words that may name an entity.
    func judgments(_ spanProbability: ((Range<Int>) -> Float?)?) -> [Judgment] {
        let published = Publisher.places(in: title)
        var all = candidates.map { candidate in
            guard candidate.name.symbol != nil else { return [] as [Evidence] }
            var evidence = evidence(of: candidate)
            if published.contains(where: { $0.overlaps(candidate.words) }) {
                evidence.append(Evidence(.publisher, -20))
            }
            if let probability = spanProbability?(candidate.words) {
                evidence.append(Evidence(.model, logOdds(Double(probability))))
            }
            return evidence
        }
        addCompany(to: &all)
        return best(of: all)
    }

    /// The decisions, of each run of words the one with the highest score.
    private func best(of all: [[Evidence]]) -> [Judgment] {
        var judgments: [Judgment] = []
        for (candidate, evidence) in zip(candidates, all) {
            guard let symbol = candidate.name.symbol else { continue }
            let entity = entities[candidate.name.entity]
            let judgment = Judgment(
                symbol: symbol, name: entity.name, words: candidate.words, evidence: evidence,
                isSpeaker: entity.isAnalyst && isSpeaker(candidate))
            if let last = judgments.last, last.words == judgment.words {
                if judgment.score > last.score { judgments[judgments.count - 1] = judgment }
            } else {
                judgments.append(judgment)
            }
        }
        return judgments
    }

    private func evidence(of candidate: Candidate) -> [Evidence] {
        let near = Neighbors(of: candidate.words, in: title)
        var all = [Evidence(candidate.name.kind == .cashtag ? .cashtag : .prior, candidate.name.prior)]
        func add(_ evidence: Evidence?...) {
            for case let evidence? in evidence { all.append(evidence) }
        }
        switch candidate.name.kind {
        case .cashtag: break
        case .plain:
            add(
                place(near), person(near, candidate), town(near, candidate),
                context(near, candidate).against, plainCase(candidate))
        case .ticker:
            let context = context(near, candidate)
            add(
                brackets(near, candidate), allCapitals(candidate), businessNext(near),
                securityNext(near, candidate),
                businessBefore(near), general(near), context.for, context.against,
                lesserForm(near, candidate), otherTopic(near))
        case .ambiguous:
            let context = context(near, candidate)
            add(
                symbolBehind(near), legalSuffix(near), businessNext(near), possessive(near),
                businessBefore(near), general(near), context.for, context.against, otherTopic(near))
            add(
                place(near), person(near, candidate), town(near, candidate), longerName(near, candidate),
                capital(candidate), determiner(near), location(near), lesserForm(near, candidate),
                infinitive(near), source(near), things(near))
        }
        return all
    }

    /// Adds what the other candidates say of those that are still open.
    private func addCompany(to evidence: inout [[Evidence]]) {
        guard candidates.count > 1 else { return }
        let scores = evidence.map { $0.reduce(0) { $0 + $1.weight } }
        for index in candidates.indices
        where scores[index] <= Judgment.leastScore && scores[index] > Self.hopeless {
            let candidate = candidates[index]
            let hasRival = candidates.indices.contains {
                candidates[$0].words == candidate.words && scores[$0] > Judgment.leastScore
            }
            guard candidate.name.kind != .plain, !hasRival else { continue }
            let others = candidates.indices.filter {
                candidates[$0].words != candidate.words && scores[$0] > Judgment.leastScore
                    && candidates[$0].name.symbol != nil
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

    /// Whether only commas and conjunctions are between two names.
    private func isListed(_ one: Range<Int>, with other: Range<Int>) -> Bool {
        let (first, second) = one.lowerBound < other.lowerBound ? (one, other) : (other, one)
        let between = first.upperBound..<max(second.lowerBound, first.upperBound)
        return between.count <= 2 && !between.isEmpty && between.allSatisfy { title.is($0, .conjunction) }
    }

    /// Business words elsewhere: one helps, three help no more than two.
    func general(_ near: Neighbors) -> Evidence? {
        let others = min(business - beside(near, .business), 2)
        return others > 0 ? Evidence(.business, 0.7 * Float(others)) : nil
    }

    /// Words of other topics elsewhere: three speak against a company no more than two, or than one where
    /// what only a company has is directly behind the name.
    func otherTopic(_ near: Neighbors) -> Evidence? {
        let most = title.is(near.next, .noun) ? 1 : 2
        let others = min(topics - near.words.count { title.is($0, .topic) }, most)
        return others > 0 ? Evidence(.topic, -0.9 * Float(others)) : nil
    }

    private func beside(_ near: Neighbors, _ classes: WordClass) -> Int {
        (title.is(near.next, classes) ? 1 : 0) + (title.is(near.before, classes) ? 1 : 0)
    }
}
