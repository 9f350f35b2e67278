/// What a spike must be; the defaults are from a study of simulated and real streams of stories.
public struct DetectionSettings: Sendable, Equatable {
    /// Alerts by chance that the user accepts, per stream and month of 30 days.
    public var falseAlertsPerStreamMonth = 0.25
    /// Distinct negative stories that a spike needs.
    public var minimumStories = 3
    /// Distinct feeds that must carry them.
    public var minimumSources = 1
    /// Silence of a stream after an alert.
    public var cooldown: Duration = .seconds(24 * 3600)
    /// Evidence that the detector wants before any alert.
    public var learningPeriod: Duration = .seconds(24 * 3600)

    public init() {}
}

/// Numbers of the model that users need not set.
enum Model {
    /// Bins in which stories are counted.
    static let bin: Duration = .seconds(300)
    /// Windows that are looked at together; each ends at the newest story.
    static let windows: [Duration] = [.seconds(1800), .seconds(7200), .seconds(21600), .seconds(86400)]
    /// Overdispersion of the counts of stories: variance = D μ + ψ μ² + μ² / a, by window.
    static let dispersion = [1.1, 1.2, 1.3, 1.6]
    static let rateVariance = 0.1
    /// Half-life of what the level remembers.
    static let levelHalfLife: Duration = .seconds(21 * 86400)
    /// A bin teaches the level once it is this old, so that a surge under way is not its own baseline.
    static let learningDelay: Duration = .seconds(2 * 3600)
    /// A day teaches at most this many times the expected count, plus 2: a surge must not become the norm at once.
    static let learningCap = 3.0
    /// Half-life of what the share remembers.
    static let shareHalfLife: Duration = .seconds(60 * 86400)
    /// The share of negative stories before any is seen, and how many stories that belief is worth.
    static let priorShare = 0.25
    static let priorShareWeight = 8.0
    /// Before a stream has taught its own tail: the score u is exceeded r times a stream-month, and e^κ times less
    /// often with each unit more.
    static let tailStart = 5.5
    static let tailRate = 4.0
    static let tailSlope = 0.62
    /// The bar is this many times higher until two weeks have been seen.
    static let youthFactor = 1.3
    static let youth: Duration = .seconds(14 * 86400)
    /// The least surprise of the share, in nats: a rush of news that is no more negative than usual is no spike.
    static let leastShareSurprise = 1.5
    /// An alert ends when the last two hours surprise less than this, in nats (ln 10).
    static let calmSurprise = 2.302585
    static let calmWindow: Duration = .seconds(7200)
    /// An alert ends after this time at the latest.
    static let longestAlert: Duration = .seconds(72 * 3600)
    /// Words of a headline that an alert shows at most, and the share of the attention that each must have got.
    static let wordsShown = 3
    static let leastAttention: Float = 0.1
    /// Negative stories that a stream remembers by name.
    static let evidenceKept = 64
    /// An alert from this surprise on, in multiples of the threshold, is critical.
    static let criticalFactor = 2.0
}
