public import Domain

/// What a spike must be.
public struct DetectionSettings: Sendable, Equatable {
    /// Alerts by chance that the user accepts, per stream and month of 30 days.
    public var falseAlertsPerStreamMonth = Sensitivity().falseAlertsPerStreamMonth
    /// Distinct negative stories that a spike needs.
    public var minimumStories = Sensitivity().minimumStories
    /// Distinct feeds that must carry them.
    public var minimumSources = Sensitivity().minimumSources
    /// Silence of a stream after an alert.
    public var cooldown: Duration = Sensitivity().cooldown
    /// Evidence that the detector wants before any alert.
    public var learningPeriod: Duration = Sensitivity().learningPeriod
    /// What is asked of some streams in its place.
    public var rules: [WatchRule] = []
    /// Who owns a feed, by its id: feeds of one owner are one source.
    ///
    /// A feed that is not named is its own.
    public var owners: [String: String] = [:]
    /// What people call an entity, by its symbol, in the words of alerts.
    public var names: [String: String] = [:]

    /// Who an item is from: its publisher, where an aggregator names one, else the owner of its feed.
    public func owner(of item: Item) -> String {
        owner(publisher: item.publisher?.owner, feed: item.feed)
    }

    /// Who a story is from, as a stream keeps it.
    func owner(of evidence: Evidence) -> String {
        owner(publisher: evidence.publisher, feed: evidence.feed)
    }

    private func owner(publisher: String?, feed: String) -> String { publisher ?? owners[feed] ?? feed }

    /// Whether only the days of stories are known: then no window is shorter than a day.
    public var isDatedByDay = false

    /// The defaults.
    public init() {}

    /// The first of the windows that are looked at.
    var firstWindow: Int { isDatedByDay ? Model.firstWindowOfDays : 0 }

    /// The rules that look for something else than bad news.
    var watches: [WatchRule] { rules.filter(\.isWatch) }

    /// What an alert of a stream is called.
    func kind(_ question: Question, of stream: Stream) -> Alert.Kind {
        guard let rule = rule(for: stream), rule.isWatch else { return question == .surge ? .surge : .share }
        if rule.words.isEmpty { return question == .surge ? .positiveSurge : .positiveShare }
        return question == .surge ? .matchSurge : .matchShare
    }

    /// The rule that holds for a stream, if any.
    func rule(for stream: Stream) -> WatchRule? { rules.first { $0.holds(for: stream) } }

    /// These settings with what the stream's rule changes.
    func applied(to stream: Stream) -> DetectionSettings {
        var settings = self
        if stream.needsCommonWords {
            settings.minimumStories = max(minimumStories, Model.leastBroadStories)
        }
        guard let rule = rule(for: stream) else { return settings }
        settings.falseAlertsPerStreamMonth = rule.falseAlertsPerStreamMonth ?? falseAlertsPerStreamMonth
        settings.minimumStories = rule.minimumStories ?? settings.minimumStories
        settings.minimumSources = rule.minimumSources ?? minimumSources
        settings.cooldown = rule.cooldown ?? cooldown
        return settings
    }

    /// Alerts by chance that are accepted for a question: of the share alone, a fifth of all.
    func falseAlerts(_ question: Question) -> Double {
        question == .surge ? falseAlertsPerStreamMonth : falseAlertsPerStreamMonth / 5
    }
}
