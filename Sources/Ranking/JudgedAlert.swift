import Domain

/// A ranked alert with feedback, ready to learn from.
struct JudgedAlert: Sendable {
    let features: AlertFeatures
    /// Acknowledged rather than dismissed.
    let isUseful: Bool
    /// The probability with which it was shown.
    let propensity: Double

    init(features: AlertFeatures, isUseful: Bool, propensity: Double) {
        self.features = features
        self.isUseful = isUseful
        self.propensity = propensity
    }

    /// Nil without feedback, or with features of another version.
    init?(_ ranking: AlertRanking) {
        guard let isUseful = ranking.isUseful, let features = AlertFeatures(ranking.features) else {
            return nil
        }
        self.init(features: features, isUseful: isUseful, propensity: ranking.propensity)
    }
}
