public import Domain

/// Knows the names that no catalogue lists, what people said of them, and what is listed elsewhere.
public protocol EntityBook: Sendable {
    /// What was counted of names, in no particular order.
    func discoveredEntities() async throws -> [DiscoveredEntity]

    /// What people said of names, by key.
    ///
    /// - Parameter keys: Only of these names; nil for all.
    func choices(of keys: Set<String>?) async throws -> [String: EntityChoice]

    /// Remembers what a person said of a name, in place of what was said before.
    func choose(_ choice: EntityChoice) async throws

    /// The listed securities that were imported, by symbol.
    func listings() async throws -> [Listing]

    /// Takes over a list of securities: what it says of a symbol replaces what was known; what it does not
    /// say stays.
    ///
    /// - Returns: How many symbols were new.
    func importListings(_ listings: [Listing], at now: Instant) async throws -> Int
}
