public import Domain

/// A rule with the place where it is written, for mistakes that only the catalogues show.
public struct PlacedRule: Sendable, Equatable {
    /// What it asks.
    public private(set) var rule: WatchRule
    private var place = Place()

    /// Notes a mistake of the rule as a whole.
    func refuse(_ problem: String, _ findings: inout Findings) {
        findings.add(place.file, place.line, "rule \(rule.id): \(problem)")
    }
}

extension PlacedRule: Section {
    static let blank = PlacedRule(rule: WatchRule(id: "", streams: []))

    static let keys: [Key<PlacedRule>] = [
        required("id", \.rule.id, .text, "The rule's name."),
        required(
            "streams", \.rule.streams, .list(of: .streamPattern, atLeastOne: "stream"),
            "The streams that it applies to; those of an entity include those of its topics."),
        key(
            "tone", \.rule.tone, .choice("tone"),
            """
            The side of the news that it watches. With another tone than negative, or with `words`, the rule has alerts of \
            its own (stream rule:ID@STREAM) beside those for bad news.
            """
        ),
        key(
            "words", \.rule.words, .list(of: .phrase),
            """
            Words or phrases, such as "covenant breach" or restat*: only headlines and summaries that have one of them \
            count.
            """
        ),
        optional(
            "false_alerts_per_stream_month", \.rule.falseAlertsPerStreamMonth,
            .number(Sensitivity.falseAlertBounds), "As in detection."
        ).otherwise(inherited),
        optional(
            "minimum_stories", \.rule.minimumStories, .whole(Sensitivity.storyBounds), "As in detection."
        ).otherwise(inherited),
        optional(
            "minimum_sources", \.rule.minimumSources, .whole(Sensitivity.sourceBounds), "As in detection."
        ).otherwise(inherited),
        optional("cooldown", \.rule.cooldown, .duration(Sensitivity.cooldownBounds), "As in detection.")
            .otherwise(inherited),
        optional("severity", \.rule.severity, .choice("severity"), "The minimum severity of its alerts.")
            .otherwise("by the surprise"),
        optional("sinks", \.rule.sinks, .list(of: .text), "The sinks of its alerts, besides the log.")
            .otherwise("all sinks"),
    ]

    private static let inherited = "that of detection"

    static let example = """

        - id: banks
          streams: ["entity:JPM", "entity:BAC"]
          minimum_stories: 4
          minimum_sources: 2
          false_alerts_per_stream_month: 0.1
          cooldown: 12h
          severity: critical
          sinks: [desk]
        """

    mutating func complete(_ mapping: Mapping, _ findings: inout Findings) {
        place = Place(file: mapping.file, line: mapping.line)
    }
}

extension Form<Phrase> {
    /// Words to look for.
    static let phrase = Form.scalar(
        "words, with * for any ending", write: { .text($0.description) }, parse: { Phrase($0) })
}

extension Form<StreamPattern> {
    /// The name of a stream, or a pattern of such names.
    static let streamPattern = Form.scalar(
        "market, topic:NAME, entity:SYMBOL, theme:WORDS or source:ID, with * for anything",
        write: { .text($0.description) }, parse: { StreamPattern($0) })
}
