// What the form of a name says: its capitals, an article, a hyphen, a number.
extension Judge {
    /// Capitals, where the title uses them for names.
    func capital(_ candidate: Candidate) -> Evidence? {
        let first = candidate.words.lowerBound
        switch title.style {
        case .sentence:
            // A name in capitals is found in capitals only.
            if title.shape(first) == .lower { return Evidence(.lowerCase, -8) }
            return title.beginsSentence(first) ? nil : Evidence(.capital, 1)
        case .lower: return Evidence(.lowerCase, -1)
        case .title: return title.shape(first) == .lower ? Evidence(.lowerCase, -8) : nil
        case .capitals: return title.words[first].utf8.count < 4 ? Evidence(.allCapitals, -1) : nil
        }
    }

    /// A name without its capital where others have theirs.
    func plainCase(_ candidate: Candidate) -> Evidence? {
        guard title.style == .sentence, title.shape(candidate.words.lowerBound) == .lower else { return nil }
        return Evidence(.lowerCase, -1)
    }

    /// A symbol where everything is in capitals.
    func allCapitals(_ candidate: Candidate) -> Evidence? {
        title.style == .capitals ? Evidence(.allCapitals, -4) : nil
    }

    private static let exchanges = wordSet(
        """
        nasdaq nyse nysearca nyseamerican amex lse lon otc otcmkts otcpk tsx tsxv asx hkex hkg tyo tse bse nse epa etr fra xetra
        swx bme bit ams cboe nasdaqgs nasdaqgm nysemkt
        """)

    /// A symbol in brackets or behind an exchange.
    func brackets(_ near: Neighbors, _ candidate: Candidate) -> Evidence? {
        let before = candidate.words.lowerBound - 1
        if title.lower(before) == ":", Self.exchanges.contains(title.lower(before - 1)) {
            return Evidence(.symbolInBrackets, 12)
        }
        guard ["(", "["].contains(title.lower(before)) else { return nil }
        return [")", "]", ",", ".", ":"].contains(title.lower(candidate.words.upperBound))
            ? Evidence(.symbolInBrackets, 4) : nil
    }

    /// An article before it, and nothing behind it that a company has.
    func determiner(_ near: Neighbors) -> Evidence? {
        let before = title.lower(near.before)
        let isArticle = before == "the"
        guard isArticle || WordClasses.determiners.contains(before), !near.isPossessive,
            businessNext(near)?.kind != .businessNext || BusinessWords.verbs.contains(title.lower(near.next))
        else { return nil }
        return Evidence(.determiner, isArticle ? -2.5 : -3)
    }

    /// A name that is also a verb, behind `to` or a modal: somebody does it, unless a capital marks a name.
    func infinitive(_ near: Neighbors) -> Evidence? {
        guard title.style != .sentence,
            WordClasses.verbNames.contains(title.lower(near.words.lowerBound)), near.words.count == 1,
            WordClasses.modals.contains(title.lower(near.before)), businessNext(near) == nil
        else { return nil }
        return Evidence(.verb, -3.5)
    }

    /// A hyphen to an unknown word, or a number of something.
    func lesserForm(_ near: Neighbors, _ candidate: Candidate) -> Evidence? {
        if title.words[candidate.words.lowerBound].first?.isNumber == true { return quantity(near) }
        let next = near.words.upperBound
        if title.lower(next) == "-", title.isGlued(next), title.isGlued(next + 1),
            title.shape(safe: next + 1) == .lower, !BusinessWords.joined.contains(title.lower(next + 1))
        {
            return Evidence(.compound, -2.5)
        }
        let before = near.words.lowerBound - 1
        if title.lower(before) == "-", title.isGlued(before), title.isGlued(before + 1),
            !["ex", "non", "anti", "pro", "pre", "post"].contains(title.lower(before - 1))
        {
            return Evidence(.compound, -1.5)
        }
        return nil
    }

    /// A name that is also a number: an amount, unless it opens the title and does something.
    private func quantity(_ near: Neighbors) -> Evidence? {
        let before = title.lower(near.before)
        if WordClasses.currencies.contains(before)
            || [".", ","].contains(before) && title.isGlued(near.words.lowerBound)
        {
            return Evidence(.quantity, -20)
        }
        let next = title.lower(near.next)
        let isCounted =
            next.hasSuffix("s") && !near.isPossessive && near.next == near.words.upperBound
            && !BusinessWords.verbs.contains(next) && !BusinessWords.nouns.contains(next)
        if isCounted { return Evidence(.quantity, -4) }
        return WordClasses.amounts.contains(before) ? Evidence(.quantity, -2.5) : nil
    }
}
