public import Domain

/// A list of feeds and of entities that their headlines may name.
public struct Catalogue: Sendable, Equatable {
    public var feeds: [Feed] = []
    public var entities: [Entity] = []
    public var budgets: [RequestBudget] = []

    public init() {}

    /// Polling more often than this is rude; a demo's own server excepted.
    private static let shortestInterval: Duration = .seconds(10)
    private static let longestInterval: Duration = .seconds(7 * 86400)
    private static let defaultInterval: Duration = .seconds(15 * 60)
    private static let idCharacters = Set("abcdefghijklmnopqrstuvwxyz0123456789-.")

    /// Reads one file.
    public static func read(_ path: String) throws(CatalogueError) -> Catalogue {
        let file = try YAMLMapping.read(path)
        try file.allow(["feeds", "entities", "budgets"])
        var catalogue = Catalogue()
        for mapping in try file.mappings("feeds") {
            if let feed = try feed(mapping) { try catalogue.add(feed, at: mapping) }
        }
        for mapping in try file.mappings("entities") { try catalogue.add(entity(mapping), at: mapping) }
        for mapping in try file.mappings("budgets") { try catalogue.add(budget(mapping), at: mapping) }
        return catalogue
    }

    /// Reads several files as one catalogue; an id that stands twice is an error.
    public static func read(_ paths: [String]) throws(CatalogueError) -> Catalogue {
        var all = Catalogue()
        for path in paths {
            let one = try read(path)
            for feed in one.feeds {
                if all.feeds.contains(where: { $0.id == feed.id }) {
                    throw CatalogueError(path, nil, "the feed \(feed.id) stands in another catalogue, too")
                }
            }
            all.feeds += one.feeds
            // Two catalogues may name the same domain: the first holds.
            all.budgets += one.budgets.filter { budget in
                !all.budgets.contains { $0.domain == budget.domain }
            }
            // An entity may be of interest to several catalogues.
            all.entities += one.entities.filter { entity in
                !all.entities.contains { $0.symbol == entity.symbol }
            }
        }
        return all
    }

    private mutating func add(_ feed: Feed, at mapping: YAMLMapping) throws(CatalogueError) {
        if feeds.contains(where: { $0.id == feed.id }) {
            throw mapping.error("id", "\(feed.id) stands twice")
        }
        feeds.append(feed)
    }

    private mutating func add(_ entity: Entity, at mapping: YAMLMapping) throws(CatalogueError) {
        if entities.contains(where: { $0.symbol == entity.symbol }) {
            throw mapping.error("symbol", "\(entity.symbol) stands twice")
        }
        entities.append(entity)
    }

    private mutating func add(_ budget: RequestBudget, at mapping: YAMLMapping) throws(CatalogueError) {
        if budgets.contains(where: { $0.domain == budget.domain }) {
            throw mapping.error("domain", "\(budget.domain) stands twice")
        }
        budgets.append(budget)
    }

    private static func budget(_ mapping: YAMLMapping) throws(CatalogueError) -> RequestBudget {
        try mapping.allow(["domain", "requests", "per"])
        let domain = try mapping.string("domain")
        guard !domain.contains("/"), domain == domain.lowercased() else {
            throw mapping.error("domain", "\"\(domain)\" must be a domain in lower case, such as example.com")
        }
        guard let requests = try mapping.integer("requests", in: 1...1_000_000) else {
            throw mapping.missing("requests")
        }
        guard let period = try mapping.duration("per", in: .seconds(1)...(.seconds(31 * 86400))) else {
            throw mapping.missing("per")
        }
        return RequestBudget(domain: domain, requests: requests, period: period)
    }

    /// A feed, or nil when it is switched off.
    private static func feed(_ mapping: YAMLMapping) throws(CatalogueError) -> Feed? {
        try mapping.allow([
            "id", "title", "url", "kind", "interval", "slowest", "user_agent", "quotes", "enabled",
            "tested_on",
            "note", "headers", "allow_private", "ca", "expect", "entries", "pages", "error_if",
        ])
        let id = try mapping.string("id")
        guard id.allSatisfy(idCharacters.contains) else {
            throw mapping.error("id", "\"\(id)\" may hold lower-case letters, digits, - and . only")
        }
        let url = try mapping.string("url")
        guard url.hasPrefix("https://") || url.hasPrefix("http://"), !url.contains(" ") else {
            throw mapping.error("url", "\"\(url)\" must be an http or https address")
        }
        let kinds = Feed.Kind.allCases.map(\.rawValue)
        let kindName = try mapping.optionalString("kind") ?? Feed.Kind.news.rawValue
        guard let kind = Feed.Kind(rawValue: kindName) else {
            throw mapping.error(
                "kind", "unknown kind \"\(kindName)\"\(YAMLMapping.suggestion(kindName, kinds))")
        }
        let enabled = try mapping.flag("enabled") ?? true
        let interval = try mapping.duration("interval", in: shortestInterval...longestInterval)
        let quotes = try quotes(mapping, kind: kind)
        var feed = Feed(
            id: id, title: try mapping.string("title"), url: url, kind: kind,
            interval: interval ?? defaultInterval,
            userAgent: try mapping.optionalString("user_agent"), quotes: quotes)
        feed.maximumInterval = try mapping.duration("slowest", in: feed.interval...longestInterval)
        feed.entries = try entries(mapping, kind: kind)
        feed.pages = try pages(mapping, hasEntries: feed.entries != nil)
        feed.errorPaths = try mapping.strings("error_if")
        feed.allowsPrivate = try mapping.flag("allow_private") ?? false
        feed.certificateAuthority = try mapping.optionalString("ca")
        if let headers = try mapping.mapping("headers") {
            for name in headers.keys { feed.headers[name] = try headers.string(name) }
        }
        if let expect = try mapping.mapping("expect") {
            try expect.allow(["least", "age"])
            feed.expectation.minimumEntries = try expect.integer("least", in: 1...1_000_000) ?? 0
            feed.expectation.maximumAge = try expect.duration(
                "age", in: .seconds(60)...(.seconds(366 * 86400)))
        }
        // The keys of a feed that is off need not be there.
        guard enabled else { return nil }
        for text in [url] + feed.headers.values {
            for name in Credential.names(in: text) {
                feed.secrets[name] = try Credential.read(name, mapping, text == url ? "url" : "headers")
            }
        }
        return feed
    }

    private static func quotes(_ mapping: YAMLMapping, kind: Feed.Kind) throws(CatalogueError)
        -> QuoteMapping?
    {
        let isNeeded = kind == .csv || kind == .json
        guard let quotes = try mapping.mapping("quotes") else {
            if isNeeded { throw mapping.error("kind", "a feed of kind \(kind.rawValue) needs \"quotes\"") }
            return nil
        }
        guard isNeeded else {
            throw mapping.error("quotes", "a feed of kind \(kind.rawValue) takes no \"quotes\"")
        }
        try quotes.allow([
            "rows", "symbol", "symbol_field", "price", "time", "currency", "unit", "inverse", "zone",
        ])
        let symbol = try quotes.optionalString("symbol")
        let symbolField = try quotes.optionalString("symbol_field")
        guard (symbol == nil) != (symbolField == nil) else {
            throw quotes.error("symbol", "give either \"symbol\" or \"symbol_field\"")
        }
        var result = QuoteMapping(
            rows: try quotes.optionalString("rows"), symbolField: symbolField, symbol: symbol,
            price: try quotes.string("price"), time: try quotes.optionalString("time"),
            currency: try quotes.optionalString("currency"))
        result.unit = try quotes.number("unit", in: 1e-9...1e9) ?? 1
        result.isInverse = try quotes.flag("inverse") ?? false
        if let name = try quotes.optionalString("zone") {
            guard let zone = MarketZone(rawValue: name) else {
                throw quotes.error(
                    "zone",
                    "\(name) is none\(YAMLMapping.suggestion(name, MarketZone.allCases.map(\.rawValue)))")
            }
            result.zone = zone
        }
        return result
    }

    private static func entries(_ mapping: YAMLMapping, kind: Feed.Kind) throws(CatalogueError)
        -> EntryMapping?
    {
        guard let entries = try mapping.mapping("entries") else { return nil }
        guard kind == .news else {
            throw mapping.error("entries", "a feed of kind \(kind.rawValue) takes no \"entries\"")
        }
        try entries.allow([
            "rows", "title", "id", "link", "published", "updated", "summary", "content", "author",
            "categories", "language",
        ])
        var result = EntryMapping(title: try entries.string("title"))
        result.rows = try entries.optionalString("rows")
        result.id = try entries.optionalString("id")
        result.link = try entries.optionalString("link")
        result.published = try entries.optionalString("published")
        result.updated = try entries.optionalString("updated")
        result.summary = try entries.optionalString("summary")
        result.content = try entries.optionalString("content")
        result.author = try entries.optionalString("author")
        result.categories = try entries.optionalString("categories")
        result.language = try entries.optionalString("language")
        return result
    }

    private static func pages(_ mapping: YAMLMapping, hasEntries: Bool) throws(CatalogueError)
        -> PageMapping?
    {
        guard let pages = try mapping.mapping("pages") else { return nil }
        guard hasEntries else {
            throw mapping.error("pages", "pages are found in feeds with \"entries\" alone")
        }
        try pages.allow(["next", "parameter", "most"])
        return PageMapping(
            next: try pages.string("next"), parameter: try pages.optionalString("parameter"),
            maximumPages: try pages.integer("most", in: 2...100) ?? 10)
    }

    private static func entity(_ mapping: YAMLMapping) throws(CatalogueError) -> Entity {
        try mapping.allow(["symbol", "name", "aliases"])
        return Entity(
            symbol: try mapping.string("symbol"), name: try mapping.string("name"),
            aliases: try mapping.strings("aliases"))
    }
}
