public import Domain

/// Which listed symbol a name means, where only one company goes by it.
///
/// A name is linked when it is the whole name of a single listed company, its legal form left out. A name of
/// one word is linked only if it means nothing else: a word that is common in texts may be anybody's.
public struct ListedNames: Sendable {
    /// The symbol of each name by its key; nil where several companies have it.
    private var symbols: [String: String?] = [:]
    /// All symbols, in capitals.
    private var taken: Set<String> = []

    /// - Parameters:
    ///   - listings: The listed securities; funds are not linked to.
    ///   - preferred: Symbols that are watched already: of the securities of a company one of those is taken.
    ///   - isCommon: Whether a word, in lower case, is common in texts.
    public init(
        _ listings: [Listing], preferring preferred: Set<String> = [],
        isCommon: (String) -> Bool = { _ in false }
    ) {
        taken = Set(listings.map { $0.symbol.uppercased() }).union(preferred.map { $0.uppercased() })
        var companies: [Company: String] = [:]
        var names: [String: Set<Company>] = [:]
        for listing in listings where !listing.isFund {
            let own = [listing.company, listing.short].compactMap { $0.flatMap(CompanyName.init) }
            guard let full = own.first else { continue }
            let company = listing.cik.map(Company.numbered) ?? .named(full.key)
            if let other = companies[company] {
                companies[company] = Self.principal(other, listing.symbol, preferred)
            } else {
                companies[company] = listing.symbol
            }
            for name in own { names[name.key, default: []].insert(company) }
        }
        for (key, owners) in names where key.contains(" ") || !isCommon(key) {
            // A list without numbers names the companies of one with numbers again.
            let numbered = owners.filter { if case .numbered = $0 { true } else { false } }
            let different = numbered.isEmpty ? owners : numbered
            symbols[key] = .some(different.count == 1 ? different.first.flatMap { companies[$0] } : nil)
        }
    }

    /// The listed symbol that a name means; nil where none does, or several companies have it.
    public func symbol(of key: String) -> String? { symbols[key] ?? nil }

    /// Whether a name is spelled as a symbol of something else.
    func isSymbol(_ name: String) -> Bool { taken.contains(name.uppercased()) }

    private enum Company: Hashable {
        case numbered(Int)
        case named(String)
    }

    /// Of two symbols of one company the one that is watched, else the shorter: shares, no warrants.
    private static func principal(_ one: String, _ other: String, _ preferred: Set<String>) -> String {
        func rank(_ symbol: String) -> (Int, Int, String) {
            (preferred.contains(symbol) ? 0 : 1, symbol.count, symbol)
        }
        return rank(one) <= rank(other) ? one : other
    }
}

extension Listing {
    /// Where lists go on with the kind of security.
    private static let securities = [
        " common stock", " common share", " class a ", " class b ", " class c ", " ordinary share",
        " american depositary", " depositary", " unit", " warrant", " right", " preferred", " series ",
        " subordinate", " limited partner", " capital stock", " notes", "/",
    ]

    /// The name of the company, without the kind of security; nil where nothing is left.
    fileprivate var company: String? {
        let folded = name.lowercased()
        guard folded.utf8.count == name.utf8.count else { return name }
        let ends = Self.securities.compactMap { folded.firstRange(of: $0)?.lowerBound }
        guard let end = ends.min() else { return name }
        let company = folded[..<end]
        return company.isEmpty ? nil : String(name.utf8.prefix(company.utf8.count))
    }
}
