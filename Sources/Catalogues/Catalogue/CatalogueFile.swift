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

extension Entity: Section {
    static let blank = Entity(symbol: "", name: "")

    static let keys: [Key<Entity>] = [
        required(
            "symbol", \.symbol, .text, "The listed symbol, or a short name where there is none; unique."),
        required("name", \.name, .text, "The name that people read and that headlines are searched for."),
        key("aliases", \.aliases, .list(of: .text), "Other names that headlines use."),
    ]

    /// Lower-case names of fewer letters are ordinary words in most headlines.
    private static let shortestWord = 4

    func complete(_ mapping: Mapping, _ findings: inout Findings) {
        for (key, names) in [("name", [name]), ("aliases", aliases)] {
            for name in names where name.count < Self.shortestWord && name == name.lowercased() {
                mapping.hint(
                    key, "\"\(name)\" is found in most headlines; write it as headlines do", &findings)
            }
        }
    }
}

extension RequestBudget: Section {
    static let blank = RequestBudget(domain: "", requests: 0, period: .zero)

    static let keys: [Key<RequestBudget>] = [
        required(
            "domain", \.domain,
            .text("a domain in lower case", ", such as example.com") {
                !$0.contains("/") && $0 == $0.lowercased()
            },
            "The registered domain, or host and port of a private server."),
        required(
            "requests", \.requests, .whole(1...1_000_000), "Requests that all its feeds may make together."),
        required(
            "per", \.period, .duration(.seconds(1)...(.seconds(31 * 86400))), "The time in which they may."),
    ]
}
