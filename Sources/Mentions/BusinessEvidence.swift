// What speaks for a company: what it does and has, what leads to its name, what the catalogue names.
extension Judge {
    /// What companies do or have comes next.
    func businessNext(_ near: Neighbors) -> Evidence? {
        let next = near.next
        if title.lower(next) == "-", title.isGlued(next), title.is(next + 1, .joined) {
            return Evidence(.businessNext, 2.5)
        }
        guard near.next > near.words.upperBound || !title.isGlued(next) else { return nil }
        if let phrase = phraseNext(near) { return phrase }
        // A chief of something is a person of rank.
        if ["chief", "head"].contains(title.lower(next)), title.lower(next + 1) == "of" { return nil }
        if title.is(next, [.verb, .noun]) {
            if !near.isPossessive, isNounBeforeVerb(next) { return nil }
            return Evidence(.businessNext, near.isPossessive ? 3 : doesModifierAct(near) ? 4.5 : 2.5)
        }
        if title.is(next, .adverb) || near.isPossessive, title.is(next + 1, [.noun, .verb]) {
            return Evidence(.businessNext, 2)
        }
        return nil
    }

    /// A phrase that goes on from a company: `to buy`, `in talks`, `near settlement`, `confident`.
    private func phraseNext(_ near: Neighbors) -> Evidence? {
        let next = near.next
        if title.lower(next) == "to", title.is(next + 1, .infinitive) { return Evidence(.businessNext, 3) }
        if ["in", "near", "under"].contains(title.lower(next)), title.is(next + 1, .affair) {
            return Evidence(.businessNext, 2.5)
        }
        if title.is(next, .auxiliary) { return Evidence(.businessNext, 1.2) }
        return title.is(next, .state) ? Evidence(.businessNext, 2) : nil
    }

    /// Whether a word that may be a verb is a plural noun, because a plural verb is behind it.
    private func isNounBeforeVerb(_ index: Int) -> Bool {
        title.is(index, .nounForm)
            && (title.is(index + 1, .pluralVerb)
                || title.lower(index) == "prices" && title.is(index + 1, .priceVerb))
    }

    /// Whether a name that is an adjective or a preposition elsewhere has a verb behind it, which only a name
    /// can have.
    private func doesModifierAct(_ near: Neighbors) -> Bool {
        if title.is(near.words.lowerBound, .modifierName), title.is(near.next, .noun) {
            return title.beginsSentence(near.words.lowerBound) && title.is(near.next + 1, .priceVerb)
        }
        return near.words.count == 1 && title.is(near.words.lowerBound, .modifierName)
            && title.is(near.next, .verb) && !title.is(near.next, .nounForm)
            && near.next == near.words.upperBound
    }

    /// Things of that name: "Visa delays strand thousands", "Apple prices climb", "Caterpillar fungus".
    func things(_ near: Neighbors) -> Evidence? {
        guard near.next == near.words.upperBound, near.next < title.words.count else { return nil }
        if isNounBeforeVerb(near.next) { return Evidence(.compound, -1.5) }
        let word = title.lower(near.next)
        let isUnknownNoun =
            title.style == .sentence && title.beginsSentence(near.words.lowerBound)
            && title.isUnknown(near.next) && title.shape(near.next) == .lower && !title.isGlued(near.next)
            && (!["s", "d", "g"].contains(word.last) || word.hasSuffix("us"))
        return isUnknownNoun ? Evidence(.compound, -0.7) : nil
    }

    /// What is bought and sold, or who leads it, comes next: a bare symbol is seldom anything else there.
    func securityNext(_ near: Neighbors, _ candidate: Candidate) -> Evidence? {
        candidate.name.prior < 0 && title.is(near.next, .security) ? Evidence(.symbolNext, 1.5) : nil
    }

    /// A business word leads to the name.
    func businessBefore(_ near: Neighbors) -> Evidence? {
        if title.is(near.before, .leading) { return Evidence(.businessBefore, 2.5) }
        var led = near.before
        if ["the", "its", "-"].contains(title.lower(led)) { led -= 1 }
        guard title.is(led, .link) else { return nil }
        if title.is(led - 1, .led) { return Evidence(.businessBefore, 2.5) }
        return title.is(led - 2, .led) ? Evidence(.businessBefore, 1.5) : nil
    }

    func possessive(_ near: Neighbors) -> Evidence? { near.isPossessive ? Evidence(.possessive, 1) : nil }

    func symbolBehind(_ near: Neighbors) -> Evidence? {
        near.isFollowedBySymbol ? Evidence(.symbolInBrackets, 5) : nil
    }

    func legalSuffix(_ near: Neighbors) -> Evidence? {
        guard title.is(near.words.upperBound, .suffix),
            title.style == .lower || title.shape(near.words.upperBound) != .lower
        else { return nil }
        return Evidence(.legalSuffix, 4)
    }

    /// What the catalogue's words say; those beside the name say more.
    func context(_ near: Neighbors, _ candidate: Candidate) -> (for: Evidence?, against: Evidence?) {
        let entity = entities[candidate.name.entity]
        func find(_ words: Set<Int32>, _ weights: (near: Float, far: Float), _ kind: Evidence.Kind)
            -> Evidence?
        {
            guard !words.isEmpty else { return nil }
            if title.isContext(near.next, words) || title.isContext(near.before, words) {
                return Evidence(kind, weights.near)
            }
            let isFar = title.words.indices.contains {
                !near.words.contains($0) && title.isContext($0, words)
            }
            return isFar ? Evidence(kind, weights.far) : nil
        }
        // What only a company has, directly behind the name, outweighs half of what is far from it.
        let far: Float = title.is(near.next, .noun) ? -2.25 : -4.5
        return (
            find(entity.supporting, (3.5, 2.5), .support), find(entity.opposing, (-7, far), .opposition)
        )
    }
}
