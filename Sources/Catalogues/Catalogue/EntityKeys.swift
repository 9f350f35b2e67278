import Domain

extension Entity: Section {
    static let blank = Entity(symbol: "", name: "")

    static let keys: [Key<Entity>] = [
        required(
            "symbol", \.symbol, .text, "The ticker symbol, or a short name if there is none; unique."),
        required("name", \.name, .text, "The name to display and to look for in headlines."),
        key("aliases", \.aliases, .list(of: .text), "Other names that headlines use."),
        key(
            "ambiguous", \.ambiguous, .shares,
            """
            Names that also mean something else, with the share of headlines, from 0 to 1, in which they are the entity; \
            the rest of the headline decides. The symbol itself may be one: `{ Target: 0.4, TGT: 0.9 }`.
            """),
        key(
            "context", \.context, .section,
            "Words that tell the entity from other things of the same name."),
        key(
            "except", \.except, .list(of: .text),
            "Longer names of something else that contain one of its names: `Ford Foundation`."),
        key(
            "analyst", \.isAnalyst, .flag,
            """
            Whether it judges others in public, as brokers and ratings agencies do: a headline in which it only does so has \
            it with a relevance of 0.05 at most, and counts for no alert about it.
            """),
    ]

    /// Lower-case names of fewer letters are ordinary words in most headlines.
    private static let shortestWord = 4
    /// Words that are in headlines of every kind, also where they begin with a capital.
    ///
    /// A name in capitals is found only in capitals, and may be one of them.
    private static let ordinaryWords: Set<String> = [
        "about", "after", "all", "and", "are", "bank", "been", "before", "business", "but", "can", "company",
        "could", "down", "earnings", "for", "from", "gain", "growth", "has", "have", "high", "how", "into",
        "its",
        "loss", "low", "market", "markets", "may", "more", "most", "new", "news", "not", "now", "off", "one",
        "out",
        "over", "per", "price", "prices", "profit", "rise", "sales", "say", "says", "set", "share", "shares",
        "stock",
        "stocks", "than", "that", "the", "their", "this", "top", "two", "was", "week", "what", "when", "who",
        "why",
        "will", "with", "year", "you",
    ]

    private static func isOrdinary(_ name: String) -> Bool {
        guard name.contains(where: \.isLowercase) else { return false }
        return name.count < shortestWord && name == name.lowercased()
            || name.count < shortestWord - 1 || ordinaryWords.contains(name.lowercased())
    }

    func complete(_ mapping: Mapping, _ findings: inout Findings) {
        for (key, names) in [("name", [name]), ("aliases", aliases)] {
            for name in names where Self.isOrdinary(name) {
                mapping.hint(
                    key, "\"\(name)\" is found in most headlines; write it as headlines do", &findings)
            }
        }
    }
}

extension EntityContext: Section {
    static let blank = EntityContext()

    static let keys: [Key<EntityContext>] = [
        key(
            "for", \.supporting, .list(of: .text),
            "Single words that make an ambiguous name or symbol more likely to be the entity."),
        key(
            "against", \.opposing, .list(of: .text),
            "Single words that make any of its names less likely to be the entity."),
    ]
}
