/// What a watchlist asks of its streams; what it leaves out is as the configuration says for all.
///
/// Of several rules the first that matches a stream applies to it.
public struct WatchRule: Sendable, Equatable {
    /// The name of the rule in alerts and messages.
    public var id: String
    /// The streams that the rule is for.
    public var streams: [StreamPattern]
    /// The side of the news that the rule watches.
    public var tone = Tone.negative
    /// Phrases of which a text must have one; empty for all texts.
    public var words: [Phrase] = []
    /// Alerts by chance that are accepted, per stream and month of 30 days.
    public var falseAlertsPerStreamMonth: Double?
    /// Distinct negative stories that an alert needs.
    public var minimumStories: Int?
    /// Distinct feeds that must carry them.
    public var minimumSources: Int?
    /// Silence of a stream after an alert.
    public var cooldown: Duration?
    /// The least severity of these streams' alerts.
    public var severity: Alert.Severity?
    /// The sinks that get the alerts, besides the log; nil for all.
    public var sinks: [String]?

    /// A rule that changes nothing yet.
    public init(id: String, streams: [StreamPattern]) {
        self.id = id
        self.streams = streams
    }

    /// Whether the rule looks for something else than bad news: then its streams are its own, counted beside
    /// those that it names.
    public var isWatch: Bool { tone != .negative || !words.isEmpty }

    /// Whether the rule decides about the alerts of a stream.
    public func holds(for stream: Stream) -> Bool {
        if isWatch || stream.rule != nil { return isWatch && stream.rule == id }
        return names(stream)
    }

    /// Whether the rule names a stream.
    public func names(_ stream: Stream) -> Bool {
        let name = stream.name
        if streams.contains(where: { $0.matches(name) }) { return true }
        // What holds for an entity holds for its topics, too.
        return stream.kind == .entityTopic && names(.entity(stream.subject))
    }

    /// Whether a text has one of the phrases, or there is none to have.
    public func matchesWords(_ text: String) -> Bool { words.isEmpty || words.contains { $0.matches(text) } }
}
