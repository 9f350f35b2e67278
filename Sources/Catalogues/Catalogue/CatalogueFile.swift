import Domain

/// A catalogue as its file has it, with the feeds that are switched off.
struct CatalogueFile: Sendable, Equatable {
    var feeds: [CatalogueFeed] = []
    var entities: [Entity] = []
    var budgets: [RequestBudget] = []
}

extension CatalogueFile: Section {
    static let blank = CatalogueFile()

    static let keys: [Key<CatalogueFile>] = [
        key(
            "feeds", \.feeds, .sections(named: ("id", \.feed.id, [])),
            "Sources of news and prices that are polled."),
        key(
            "entities", \.entities, .sections(named: ("symbol", \.symbol, [])),
            "Companies and others whose names are looked for in headlines."),
        key(
            "budgets", \.budgets, .sections(named: ("domain", \.domain, [])),
            "How often the feeds of one owner may be requested together."),
    ]
}
