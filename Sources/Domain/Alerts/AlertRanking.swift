/// How an alert was ranked when it fired, with what people said about it since.
public struct AlertRanking: Sendable, Equatable {
    /// The alert that was ranked.
    public let alertID: String
    /// When the alert fired.
    public let at: Instant
    /// The estimated probability that the alert is useful, in [0, 1].
    public var usefulness = 0.5
    /// The standard deviation of that estimate.
    public var deviation = 0.0
    /// The probability with which the alert was shown, in (0, 1].
    public var propensity = 1.0
    /// Whether the ranking kept the alert from the sinks.
    public var isMuted = false
    /// The properties of the alert as numbers, for the room Ranking.
    public let features: [Double]
    /// Whether people found it useful, by the latest feedback; nil without any.
    public var isUseful: Bool?

    /// The ranking of an alert about which nothing is known: even odds, shown.
    public init(alertID: String, at: Instant, features: [Double]) {
        self.alertID = alertID
        self.at = at
        self.features = features
    }
}
