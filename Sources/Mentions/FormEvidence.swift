// What the form of a name says: its capitals, an article, a hyphen, a number.
extension Judge {
    /// Capitals, where the title uses them for names.
    func capital(_ candidate: Candidate) -> Evidence? {
        let first = candidate.words.lowerBound
        switch title.style {
        case .sentence:
            // A name in capitals is found in capitals only.
            if title.shape(first) == .lower { return Evidence(.lowerCase, -8) }
            if title.beginsSentence(first) { return nil }
            return Evidence(.capital, title.is(first, .everyday) && candidate.words.count == 1 ? 2 : 1)
        case .lower: return Evidence(.lowerCase, -1)
        case .title: return title.shape(first) == .lower ? Evidence(.lowerCase, -8) : nil
        case .capitals: return title.words[first].utf8.count < 4 ? Evidence(.allCapitals, -1) : nil
        }
    }

    /// A name without its capitals where others have theirs: "the best buy in phones".
    func plainCase(_ candidate: Candidate) -> Evidence? {
        guard candidate.lacksCapital, title.style != .lower else { return nil }
        return Evidence(.lowerCase, -4.5)
    }

    /// A symbol where everything is in capitals.
    func allCapitals(_ candidate: Candidate) -> Evidence? {
        title.style == .capitals ? Evidence(.allCapitals, -4) : nil
    }

    /// A symbol in brackets or behind an exchange.
    func brackets(_ near: Neighbors, _ candidate: Candidate) -> Evidence? {
        let before = candidate.words.lowerBound - 1
        if title.lower(before) == ":", title.is(before - 1, .exchange) {
            return Evidence(.symbolInBrackets, 12)
        }
        guard title.is(before, .openBracket) else { return nil }
        let end = candidate.words.upperBound
        return title.is(end, .closeBracket) || [",", ".", ":"].contains(title.lower(end))
            ? Evidence(.symbolInBrackets, 4) : nil
    }

    /// An article before it, and nothing behind it that a company has.
    func determiner(_ near: Neighbors) -> Evidence? {
        let isArticle = title.lower(near.before) == "the"
        guard isArticle || title.is(near.before, .determiner), !near.isPossessive,
            businessNext(near) == nil || title.is(near.next, .verb)
        else { return nil }
        let isName = title.style == .sentence && title.shape(near.words.lowerBound) != .lower
        guard isArticle else {
            // "It's time that Gap decided": a conjunction.
            return isName && title.lower(near.before) == "that" ? nil : Evidence(.determiner, -3)
        }
        // "fires in the Amazon"; institutions have an article too.
        if title.is(near.before - 1, .way), title.shape(near.words.lowerBound) != .capitals {
            return Evidence(.determiner, -5)
        }
        // "the Fox battle" may be a company's; "the Amazon, all 4,000 miles of it" is none.
        let isCompound = isName && title.shape(safe: near.next) == .lower && !title.is(near.next, .function)
        return Evidence(.determiner, isCompound ? -2.5 : -4)
    }

    /// A name that is also a verb, behind `to` or a modal: somebody does it, unless a capital marks a name.
    func infinitive(_ near: Neighbors) -> Evidence? {
        guard title.style != .sentence, title.is(near.words.lowerBound, .verbName), near.words.count == 1,
            title.is(near.before, .modal), businessNext(near) == nil
        else { return nil }
        return Evidence(.verb, -3.5)
    }

    /// A hyphen to an unknown word, or a number of something.
    func lesserForm(_ near: Neighbors, _ candidate: Candidate) -> Evidence? {
        if title.words[candidate.words.lowerBound].first?.isNumber == true { return quantity(near) }
        // "20 BP", "6 RBI": a unit.
        let isAlone = title.shape(safe: near.next) != .lower || title.is(near.next, [.function, .link])
        if isAlone, title.shape(near.words.lowerBound) == .capitals, businessNext(near) == nil,
            title.lower(near.words.lowerBound - 1).first?.isNumber == true
        {
            return Evidence(.quantity, -3)
        }
        let next = near.words.upperBound
        if title.lower(next) == "-", title.isGlued(next), title.isGlued(next + 1),
            title.shape(safe: next + 1) == .lower, !title.is(next + 1, .joined)
        {
            return Evidence(.compound, -2.5)
        }
        let before = near.words.lowerBound - 1
        if title.lower(before) == "-", title.isGlued(before), title.isGlued(before + 1),
            !title.is(before - 1, .prefix)
        {
            return Evidence(.compound, -1.5)
        }
        return nil
    }

    /// A name that is also a number: an amount, unless it opens the title and does something.
    private func quantity(_ near: Neighbors) -> Evidence? {
        if title.is(near.before, .currency)
            || [".", ","].contains(title.lower(near.before)) && title.isGlued(near.words.lowerBound)
        {
            return Evidence(.quantity, -20)
        }
        let isCounted =
            title.lower(near.next).hasSuffix("s") && !near.isPossessive
            && near.next == near.words.upperBound && !title.is(near.next, [.verb, .noun])
        if isCounted { return Evidence(.quantity, -4) }
        return title.is(near.before, .amount) ? Evidence(.quantity, -2.5) : nil
    }
}
