/// What it takes for a spike to become an alert: the numbers that users set.
///
/// Their defaults and bounds are here only; the defaults are from a study of simulated and real streams of
/// stories.
public struct Sensitivity: Sendable, Equatable {
    /// Alerts by chance that the user accepts, per stream and month of 30 days.
    public var falseAlertsPerStreamMonth = 0.25
    /// Distinct negative stories that a spike needs.
    public var minimumStories = 3
    /// Distinct owners of feeds that must carry them; 1, so that a catalogue of one feed alerts, too.
    public var minimumSources = 1
    /// Silence of a stream after an alert.
    public var cooldown: Duration = .seconds(24 * 3600)

    /// For how long a new history, and a new feed in an old one, only teaches.
    public var learningPeriod: Duration = .seconds(24 * 3600)

    /// What `falseAlertsPerStreamMonth` may be.
    public static let falseAlertBounds = 0.0001...30.0
    /// What `minimumStories` may be: of more negative stories a stream does not keep the names.
    public static let storyBounds = 1...60
    /// What `minimumSources` may be.
    public static let sourceBounds = 1...100
    /// What `cooldown` may be.
    public static let cooldownBounds: ClosedRange<Duration> = .seconds(60)...(.seconds(30 * 86400))

    /// What `learningPeriod` may be.
    public static let learningBounds: ClosedRange<Duration> = .zero...(.seconds(30 * 86400))

    /// The defaults.
    public init() {}
}
