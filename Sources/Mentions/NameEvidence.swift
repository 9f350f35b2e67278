// What speaks against a company: persons, places, longer names and publishers that carry its name.
extension Judge {
    /// A park, an arena, a street.
    func place(_ near: Neighbors) -> Evidence? {
        guard near.next == near.words.upperBound, !title.isGlued(near.next) else { return nil }
        let next = title.lower(near.next)
        let isName = title.style == .lower || title.shape(safe: near.next) != .lower
        if NameParts.places.contains(next), isName { return Evidence(.place, -7) }
        if NameParts.institutions.contains(next), isName { return Evidence(.place, -3) }
        return nil
    }

    /// A given name or a title before a name of one word.
    func person(_ near: Neighbors, _ candidate: Candidate) -> Evidence? {
        guard candidate.words.count == 1, near.before >= 0, near.before == near.words.lowerBound - 1,
            !isCandidate(near.before)
        else { return nil }
        var before = title.lower(near.before)
        if before == ".", near.before > 0 { before = title.lower(near.before - 1) }
        let isName = title.style == .lower || title.shape(safe: near.before) != .lower
        guard isName else { return nil }
        if GivenNames.all.contains(before) { return Evidence(.person, -6) }
        if GivenNames.titles.contains(before) { return Evidence(.person, -4.5) }
        return nil
    }

    /// A capitalized neighbor in running text that is no known part of a title.
    func longerName(_ near: Neighbors, _ candidate: Candidate) -> Evidence? {
        // "Vale of York", "gap of a decade"; a company is seldom of anything.
        if title.lower(near.words.upperBound) == "of" { return Evidence(.longerName, -3.5) }
        guard title.style == .sentence else { return nil }
        if near.next == near.words.upperBound, near.next < title.words.count, !title.isGlued(near.next),
            title.shape(near.next) == .capitalized, !isCandidate(near.next),
            !isKnown(near.next, in: NameParts.after, candidate)
        {
            return Evidence(.longerName, -3)
        }
        let before = near.words.lowerBound - 1
        guard before >= 0, title.shape(before) == .capitalized, !isCandidate(before),
            !title.isGlued(before + 1),
            !isKnown(before, in: NameParts.before, candidate)
        else { return nil }
        return Evidence(.longerName, title.beginsSentence(before) ? -1.5 : -3)
    }

    private func isKnown(_ index: Int, in words: Set<String>, _ candidate: Candidate) -> Bool {
        let word = title.lowered[index]
        return words.contains(word) || NameParts.geography.contains(word)
            || BusinessWords.verbs.contains(word)
            || BusinessWords.nouns.contains(word) || BusinessWords.leading.contains(word)
            || WordClasses.function.contains(word)
            || candidate.name.symbol.flatMap { entities[$0] }?.supporting.contains(word) == true
    }

    private func isCandidate(_ index: Int) -> Bool { candidates.contains { $0.words.contains(index) } }

    /// `in` or `near` before it: a place, unless somebody invests in it.
    func location(_ near: Neighbors) -> Evidence? {
        guard ["in", "near", "outside", "around", "across"].contains(title.lower(near.before)) else {
            return nil
        }
        return businessBefore(near) == nil ? Evidence(.location, -1.5) : nil
    }
}

extension TitleView {
    /// The form of a word; `other` beyond the title.
    func shape(safe index: Int) -> Shape { words.indices.contains(index) ? shape(index) : .other }
}
