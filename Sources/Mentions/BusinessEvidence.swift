// What speaks for a company: what it does and has, what leads to its name, what the catalogue names.
extension Judge {
    /// What companies do or have comes next.
    func businessNext(_ near: Neighbors) -> Evidence? {
        let next = title.lower(near.next)
        if next == "-", title.isGlued(near.next), BusinessWords.joined.contains(title.lower(near.next + 1)) {
            return Evidence(.businessNext, 2.5)
        }
        if near.next > near.words.upperBound || !title.isGlued(near.next) {
            if next == "to", BusinessWords.infinitives.contains(title.lower(near.next + 1)) {
                return Evidence(.businessNext, 3)
            }
            if next == "in", title.lower(near.next + 1) == "talks" { return Evidence(.businessNext, 2.5) }
            if BusinessWords.auxiliaries.contains(next) { return Evidence(.businessNext, 1.2) }
            // A chief of something is a person of rank.
            if ["chief", "head"].contains(next), title.lower(near.next + 1) == "of" { return nil }
            if BusinessWords.verbs.contains(next) || BusinessWords.nouns.contains(next) {
                return Evidence(.businessNext, near.isPossessive ? 3 : 2.5)
            }
            if BusinessWords.adverbs.contains(next) || near.isPossessive,
                BusinessWords.nouns.contains(title.lower(near.next + 1))
                    || BusinessWords.verbs.contains(title.lower(near.next + 1))
            {
                return Evidence(.businessNext, 2)
            }
        }
        return nil
    }

    /// What is bought and sold comes next: a bare symbol is seldom anything else there.
    func securityNext(_ near: Neighbors) -> Evidence? {
        ["share", "shares", "stock", "options", "calls", "puts"].contains(title.lower(near.next))
            ? Evidence(.symbolNext, 1.5) : nil
    }

    /// A business word leads to the name.
    func businessBefore(_ near: Neighbors) -> Evidence? {
        let before = title.lower(near.before)
        guard !before.isEmpty else { return nil }
        if BusinessWords.leading.contains(before) { return Evidence(.businessBefore, 2.5) }
        var led = near.before
        if ["the", "its", "-"].contains(title.lower(led)) { led -= 1 }
        if BusinessWords.links.contains(title.lower(led)),
            BusinessWords.led.contains(title.lower(led - 1))
                || BusinessWords.led.contains(title.lower(led - 2))
        {
            return Evidence(.businessBefore, BusinessWords.led.contains(title.lower(led - 1)) ? 2.5 : 1.5)
        }
        return nil
    }

    func possessive(_ near: Neighbors) -> Evidence? { near.isPossessive ? Evidence(.possessive, 1) : nil }

    /// Business words elsewhere: one helps, three help no more than two.
    func general(_ count: Int, _ near: Neighbors) -> Evidence? {
        let own = [title.lower(near.next), title.lower(near.before)].count {
            BusinessWords.anywhere.contains($0)
        }
        let others = min(count - own, 2)
        return others > 0 ? Evidence(.business, 0.7 * Float(others)) : nil
    }

    func symbolBehind(_ near: Neighbors) -> Evidence? {
        near.isFollowedBySymbol ? Evidence(.symbolInBrackets, 5) : nil
    }

    func legalSuffix(_ near: Neighbors) -> Evidence? {
        let next = title.lower(near.words.upperBound)
        guard BusinessWords.suffixes.contains(next),
            title.style == .lower || title.shape(near.words.upperBound) != .lower
        else { return nil }
        return Evidence(.legalSuffix, 4)
    }

    /// What the catalogue's words say; those beside the name say more.
    func context(_ near: Neighbors, _ symbol: String) -> (for: Evidence?, against: Evidence?) {
        guard let entity = entities[symbol] else { return (nil, nil) }
        let beside = [title.lower(near.next), title.lower(near.before)]
        func find(_ words: Set<String>, _ weights: (near: Float, far: Float), _ kind: Evidence.Kind)
            -> Evidence?
        {
            guard !words.isEmpty else { return nil }
            if beside.contains(where: words.contains) { return Evidence(kind, weights.near) }
            let others = title.lowered.indices.filter { !near.words.contains($0) }
            return others.contains { words.contains(title.lowered[$0]) } ? Evidence(kind, weights.far) : nil
        }
        // What only a company has, directly behind the name, outweighs half of what is far from it.
        let far: Float = BusinessWords.nouns.contains(title.lower(near.next)) ? -2.25 : -4.5
        return (
            find(entity.supporting, (3.5, 2.5), .support), find(entity.opposing, (-7, far), .opposition)
        )
    }
}
