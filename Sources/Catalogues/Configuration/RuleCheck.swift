public import Domain

/// Finds the rules that can never do anything.
public struct RuleCheck {
    private let known: KnownStreams
    private let sinks: Set<String>
    /// Feeds of news; nil when they are not known.
    private let newsFeeds: Int?
    /// All streams that there can be, but for entities' topics.
    private let streams: [Stream]

    /// - Parameter topics: The names of the classifier's topics.
    public init(entities: [Entity], topics: [String], sinks: [String], newsFeeds: Int?) {
        known = KnownStreams(entities: entities, topics: topics)
        self.sinks = Set(sinks)
        self.newsFeeds = newsFeeds
        streams = [.market] + topics.map { .topic($0) } + entities.map { .entity($0.symbol) }
    }

    /// Refuses rules that name what there is not, that no spike can meet, or all of whose streams belong to
    /// earlier rules.
    ///
    /// - Throws: `CatalogueError` with every such rule.
    public func validate(_ rules: [PlacedRule]) throws(CatalogueError) {
        var findings = Findings()
        for (index, placed) in rules.enumerated() {
            for problem in problems(of: placed.rule, after: rules[..<index].map(\.rule)) {
                placed.refuse(problem, &findings)
            }
        }
        try findings.check()
    }

    private func problems(of rule: WatchRule, after earlier: [WatchRule]) -> [String] {
        var problems = rule.streams.compactMap(problem)
        for sink in rule.sinks ?? [] where !sinks.contains(sink) {
            problems.append("there is no sink \"\(sink)\"\(Suggestion.nearestOrAll(sink, sinks.sorted()))")
        }
        if let wanted = rule.minimumSources, let newsFeeds, wanted > newsFeeds {
            problems.append(
                "can never fire: it needs \(wanted) sources, and the catalogues have \(newsFeeds) news feed\(newsFeeds == 1 ? "" : "s")"
            )
        }
        if rule.isWatch, rule.streams.allSatisfy(\.isOfThemes) {
            problems.append(
                "can never fire: a rule for themes cannot have words, or a tone other than negative")
        }
        if problems.isEmpty, isShadowed(rule, by: earlier) {
            problems.append("can never apply: earlier rules already match all its streams")
        }
        return problems
    }

    /// Why no stream can be like a pattern; nil where one can.
    private func problem(_ pattern: StreamPattern) -> String? {
        if pattern.isExact, Stream(name: pattern.description)?.kind == .source {
            return "can never fire: rules apply only to the market, topics, entities and themes"
        }
        guard let absence = known.absence(in: pattern) else { return nil }
        guard absence.kind != "stream" || absence.nearest != nil else {
            return "can never fire: no stream matches \(pattern)"
        }
        let hint = absence.nearest.map { "; did you mean \"\($0)\"?" } ?? ""
        return "can never fire: there is no \(absence.kind) \"\(absence.word)\"\(hint)"
    }

    /// Whether earlier rules have all streams of a rule.
    private func isShadowed(_ rule: WatchRule, by earlier: [WatchRule]) -> Bool {
        // An entity's topics and themes are found as they come: a rule for some is taken to have them.
        let comesWithNews = rule.streams.contains { $0.description.contains("#") || $0.isOfThemes }
        guard !rule.isWatch, !comesWithNews else { return false }
        return !streams.filter(rule.holds).contains { stream in
            !earlier.contains { $0.holds(for: stream) }
        }
    }
}
