// What speaks against a company: persons, places, longer names and publishers that carry its name.
extension Judge {
    /// A park, an arena, a street.
    func place(_ near: Neighbors) -> Evidence? {
        guard near.next == near.words.upperBound, !title.isGlued(near.next) else { return nil }
        guard title.style == .lower || title.shape(safe: near.next) != .lower else { return nil }
        if title.is(near.next, .place) { return Evidence(.place, -7) }
        return title.is(near.next, .institution) ? Evidence(.place, -3) : nil
    }

    /// A given name or a title before a name, or what only persons do behind it.
    func person(_ near: Neighbors, _ candidate: Candidate) -> Evidence? {
        if title.is(near.next, .deed),
            ["at", "aged", "in", "after", ","].contains(title.lower(near.next + 1))
        {
            return Evidence(.person, -4.5)
        }
        // "Eileen Ford, who built a modeling empire".
        if title.lower(near.next) == ",", title.lower(near.next + 1) == "who" {
            return Evidence(.person, -4.5)
        }
        guard near.before >= 0, near.before == near.words.lowerBound - 1, !isCandidate(near.before) else {
            return nil
        }
        let isInitial = title.lower(near.before) == "." && near.before > 0
        let before = isInitial ? near.before - 1 : near.before
        if isKin(before) { return Evidence(.person, -7.5) }
        guard title.style == .lower || title.shape(safe: near.before) != .lower else { return nil }
        if title.is(before - 1, .saint) { return nil }
        if title.is(before, .givenName), candidate.words.count == 1 { return Evidence(.person, -6) }
        return title.is(before, .personTitle) ? Evidence(.person, -4.5) : nil
    }

    /// A calling or kinship in lower case after a possessive: `Paltrow's daughter Apple`.
    private func isKin(_ index: Int) -> Bool {
        title.is(index, .personTitle) && title.lower(index - 1) == "s" && title.isGlued(index - 1)
    }

    /// The residents of a town, or a way to it.
    func town(_ near: Neighbors, _ candidate: Candidate) -> Evidence? {
        guard near.before > 0, !near.isPossessive, businessNext(near) == nil else { return nil }
        if title.lower(near.before) == "of", title.is(near.before - 1, .townPart) {
            return Evidence(.place, -4.5)
        }
        guard title.has(.journey) else { return nil }
        let isEnd =
            title.lower(near.before) == "to" && title.lower(near.before - 2) == "from"
            || title.lower(near.before) == "from" && title.lower(near.next) == "to"
        return isEnd ? Evidence(.place, -4.5) : nil
    }

    /// A capitalized neighbor in running text that is no known part of a title.
    func longerName(_ near: Neighbors, _ candidate: Candidate) -> Evidence? {
        // "Vale of York", "gap of a decade"; a company is seldom of anything.
        if title.lower(near.words.upperBound) == "of" { return Evidence(.longerName, -3.5) }
        guard title.style == .sentence else { return nil }
        if near.next == near.words.upperBound, near.next < title.words.count, !title.isGlued(near.next),
            title.shape(near.next) == .capitalized, !isCandidate(near.next),
            !isKnown(near.next, .afterName, candidate)
        {
            return Evidence(.longerName, -3)
        }
        let before = near.words.lowerBound - 1
        guard before >= 0, title.shape(before) == .capitalized, !isCandidate(before),
            !title.isGlued(before + 1), !isKnown(before, .beforeName, candidate)
        else { return nil }
        return Evidence(.longerName, title.beginsSentence(before) ? -1.5 : -3)
    }

    private func isKnown(_ index: Int, _ classes: WordClass, _ candidate: Candidate) -> Bool {
        title.is(index, [classes, .geography, .verb, .noun, .leading, .function])
            || title.isContext(index, entities[candidate.name.entity].supporting)
    }

    private func isCandidate(_ index: Int) -> Bool { candidates.contains { $0.words.contains(index) } }

    /// `in` or `near` before it: a place, unless somebody invests in it.
    func location(_ near: Neighbors) -> Evidence? {
        guard title.is(near.before, .locative), businessBefore(near) == nil else { return nil }
        return Evidence(.location, -1.5)
    }

    /// Who says it, behind the last colon: `…: Asahi`.
    func source(_ near: Neighbors) -> Evidence? {
        near.next >= title.words.count && title.lower(near.words.lowerBound - 1) == ":"
            ? Evidence(.publisher, -1.5) : nil
    }
}
