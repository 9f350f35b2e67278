import Domain

extension Entity: Section {
    static let blank = Entity(symbol: "", name: "")

    static let keys: [Key<Entity>] = [
        required(
            "symbol", \.symbol, .text, "The ticker symbol, or a short name if there is none; unique."),
        required("name", \.name, .text, "The name to display and to look for in headlines."),
        key("aliases", \.aliases, .list(of: .text), "Other names that headlines use."),
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
