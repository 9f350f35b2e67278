public import Domain

/// A rule with the place where it stands, for errors that are found out later.
public struct PlacedRule: Sendable, Equatable {
    public let rule: WatchRule
    let file: String
    let line: Int

    /// - Throws: `CatalogueError` for a key or value that is none.
    init(_ mapping: YAMLMapping) throws(CatalogueError) {
        try mapping.allow([
            "id", "streams", "false_alerts_per_stream_month", "minimum_stories", "minimum_sources",
            "cooldown", "severity", "sinks",
        ])
        var streams: [StreamPattern] = []
        for name in try mapping.strings("streams") {
            guard let pattern = StreamPattern(name) else {
                throw mapping.error(
                    "streams",
                    "\"\(name)\" is no stream: market, topic:NAME or entity:SYMBOL, with * for anything")
            }
            streams.append(pattern)
        }
        guard !streams.isEmpty else { throw mapping.error("streams", "at least one stream is needed") }
        var rule = WatchRule(id: try mapping.string("id"), streams: streams)
        rule.falseAlertsPerStreamMonth = try mapping.number(
            "false_alerts_per_stream_month", in: DetectionBounds.falseAlerts)
        rule.minimumStories = try mapping.integer("minimum_stories", in: DetectionBounds.stories)
        rule.minimumSources = try mapping.integer("minimum_sources", in: DetectionBounds.sources)
        rule.cooldown = try mapping.duration("cooldown", in: DetectionBounds.cooldown)
        rule.severity = try Self.severity(mapping)
        if mapping.keys.contains("sinks") { rule.sinks = try mapping.strings("sinks") }
        self.rule = rule
        file = mapping.file
        line = mapping.line
    }

    static func severity(_ mapping: YAMLMapping) throws(CatalogueError) -> Alert.Severity? {
        guard let name = try mapping.optionalString("severity") else { return nil }
        guard let severity = Alert.Severity(rawValue: name) else {
            throw mapping.error("severity", "\"\(name)\" is none: warning or critical")
        }
        return severity
    }

    func error(_ problem: String) -> CatalogueError {
        CatalogueError(file, line, "rule \(rule.id): \(problem)")
    }
}

/// What numbers of detection may be.
enum DetectionBounds {
    static let falseAlerts = 0.0001...30.0
    /// Of more negative stories than these a stream does not keep the names.
    static let stories = 1...60
    static let sources = 1...100
    static let cooldown: ClosedRange<Duration> = .seconds(60)...(.seconds(30 * 86400))
}

/// Finds the rules that can never do anything.
public struct RuleCheck {
    private let entities: Set<String>
    private let topics: Set<String>
    private let sinks: Set<String>
    /// Feeds of news; nil when they are not known.
    private let newsFeeds: Int?
    /// All streams that there can be, but for entities' topics.
    private let streams: [Stream]

    /// - Parameter topics: The names of the classifier's topics.
    public init(entities: [Entity], topics: [String], sinks: [String], newsFeeds: Int?) {
        self.entities = Set(entities.map(\.symbol))
        self.topics = Set(topics)
        self.sinks = Set(sinks)
        self.newsFeeds = newsFeeds
        streams = [.market] + topics.map { .topic($0) } + entities.map { .entity($0.symbol) }
    }

    /// - Throws: `CatalogueError` for the first rule that names what there is not, that no spike can meet, or all of whose
    ///   streams belong to rules before it.
    public func validate(_ rules: [PlacedRule]) throws(CatalogueError) {
        var ids: Set<String> = []
        for (index, placed) in rules.enumerated() {
            let rule = placed.rule
            guard ids.insert(rule.id).inserted else { throw placed.error("the id is taken") }
            for pattern in rule.streams { try check(pattern, of: placed) }
            for sink in rule.sinks ?? [] where !sinks.contains(sink) {
                throw placed.error(
                    "there is no sink \(sink)\(YAMLMapping.suggestion(sink, sinks.sorted()))")
            }
            if let wanted = rule.minimumSources, let newsFeeds, wanted > newsFeeds {
                throw placed.error(
                    "can never fire: it wants \(wanted) sources, and the catalogues have \(newsFeeds) feeds of news"
                )
            }
            try check(placed, after: rules[..<index].map(\.rule))
        }
    }

    private func check(_ pattern: StreamPattern, of placed: PlacedRule) throws(CatalogueError) {
        let name = pattern.description
        if let stream = pattern.isExact ? Stream(name: name) : nil, stream.kind == .entityTopic,
            entities.contains(stream.subject), stream.topic.map(topics.contains) ?? false
        {
            return
        }
        guard !streams.contains(where: { pattern.matches($0.name) }) else { return }
        guard pattern.isExact, let separator = name.firstIndex(of: ":") else {
            throw placed.error("can never fire: no stream is like \(name)")
        }
        let kind = name[..<separator]
        let known = kind == "topic" ? topics : entities
        let word = String(name[name.index(after: separator)...])
        throw placed.error(
            "can never fire: there is no \(kind) \(word)\(YAMLMapping.nearest(word, known.sorted()))")
    }

    private func check(_ placed: PlacedRule, after earlier: [WatchRule]) throws(CatalogueError) {
        // An entity's topics are found as they come: a rule for some is taken to have them.
        guard !placed.rule.streams.contains(where: { $0.description.contains("#") }) else { return }
        let isLeft = streams.filter(placed.rule.holds).contains { stream in
            !earlier.contains { $0.holds(for: stream) }
        }
        if !isLeft { throw placed.error("can never apply: rules before it have all of its streams") }
    }
}
