public import Domain

/// A list of feeds and of entities that their headlines may name.
public struct Catalogue: Sendable, Equatable {
    /// Feeds that are not switched off.
    public var feeds: [Feed] = []
    /// Companies and other entities to look for in headlines.
    public var entities: [Entity] = []
    /// Limits on how often the feeds of one owner are polled together.
    public var budgets: [RequestBudget] = []

    /// A catalogue of nothing.
    public init() {}

    /// Reads one file.
    ///
    /// - Parameters:
    ///   - secrets: Whether the secrets of its feeds must be there, or are only named.
    ///   - hint: Called with what is valid, but old or probably not meant, whether or not the file is valid.
    /// - Throws: `CatalogueError` with every mistake of the file.
    public static func read(
        _ path: String, secrets: SecretUse = .named, hint: (Mistake) -> Void = { _ in }
    ) throws(CatalogueError) -> Catalogue {
        let file = try YAMLFile.read(path, as: CatalogueFile.self, secrets: secrets, hint: hint)
        var catalogue = Catalogue()
        catalogue.feeds = file.feeds.filter(\.isEnabled).map(\.feed)
        catalogue.entities = file.entities
        catalogue.budgets = file.budgets
        return catalogue
    }

    /// Reads several files as one catalogue.
    ///
    /// - Throws: `CatalogueError` with every mistake of every file, and every feed that two of them have.
    public static func read(
        _ paths: [String], secrets: SecretUse = .named, hint: (Mistake) -> Void = { _ in }
    ) throws(CatalogueError) -> Catalogue {
        var all = Catalogue()
        var findings = Findings()
        var homes: [String: String] = [:]
        var owners: [String: String] = [:]
        for path in paths {
            do throws(CatalogueError) {
                let one = try read(path, secrets: secrets, hint: hint)
                for feed in one.feeds {
                    if let other = homes.updateValue(path, forKey: feed.id) {
                        findings.add(path, nil, "the feed \"\(feed.id)\" is also in \(other)")
                    }
                }
                for entity in one.entities {
                    for name in [entity.name] + entity.aliases {
                        let owner = owners[name.lowercased(), default: entity.symbol]
                        owners[name.lowercased()] = owner
                        if owner != entity.symbol {
                            hint(
                                Mistake(
                                    file: path, line: nil,
                                    problem: "\"\(name)\" is a name of both \(owner) and \(entity.symbol)"))
                        }
                    }
                }
                all.add(one)
            } catch {
                findings.mistakes += error.mistakes
            }
        }
        try findings.check()
        if all.feeds.isEmpty, let path = paths.first {
            hint(Mistake(file: path, line: nil, problem: "no catalogue has a feed that is enabled"))
        }
        return all
    }

    private mutating func add(_ other: Catalogue) {
        feeds += other.feeds
        // Two catalogues may name the same domain: the first holds.
        let domains = Set(budgets.map(\.domain))
        budgets += other.budgets.filter { !domains.contains($0.domain) }
        // An entity may be of interest to several catalogues.
        let symbols = Set(entities.map(\.symbol))
        entities += other.entities.filter { !symbols.contains($0.symbol) }
    }
}
