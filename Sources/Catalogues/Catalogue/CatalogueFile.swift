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
            "feeds", \.feeds, .sections(named: ("id", [])),
            "News and price feeds to poll."),
        key(
            "entities", \.entities, .sections(named: ("symbol", [])),
            "Companies and other entities to look for in headlines."),
        key(
            "budgets", \.budgets, .sections(named: ("domain", [])),
            "Limits on how often the feeds of one owner are polled together."),
    ]
}
