public import Domain

/// What a policy would have shown of the alerts with feedback, estimated from the log of another policy.
///
/// Off-policy evaluation by inverse propensities, normalized (SNIPS; Swaminathan and Joachims 2015).
public struct PolicyEstimate: Sendable, Equatable, Encodable {
    /// The policy in words.
    public let policy: String
    /// The share of the useful alerts that it shows, in [0, 1]; nil where there are none.
    public let usefulShown: Double?
    /// The share of the useless alerts that it shows, in [0, 1]; nil where there are none.
    public let uselessShown: Double?
    /// The effective number of pieces of feedback behind the estimate: (Σ w)² / Σ w².
    public let effectiveAnswers: Double

    enum CodingKeys: String, CodingKey {
        case policy
        case usefulShown = "useful_shown"
        case uselessShown = "useless_shown"
        case effectiveAnswers = "effective_answers"
    }

    /// - Parameter shows: Whether the policy shows each of the alerts.
    init(_ policy: String, on judged: [JudgedAlert], shows: [Bool]) {
        self.policy = policy
        func weight(_ isUseful: Bool, ofShown: Bool) -> Double {
            zip(judged, shows).reduce(0) { sum, alert in
                let counts = alert.0.isUseful == isUseful && (alert.1 || !ofShown)
                return sum + (counts ? 1 / alert.0.propensity : 0)
            }
        }
        func share(_ isUseful: Bool) -> Double? {
            let all = weight(isUseful, ofShown: false)
            return all > 0 ? weight(isUseful, ofShown: true) / all : nil
        }
        usefulShown = share(true)
        uselessShown = share(false)
        let weights = judged.map { 1 / $0.propensity }
        let (sum, squares) = (weights.reduce(0, +), weights.reduce(0) { $0 + $1 * $1 })
        effectiveAnswers = squares > 0 ? sum * sum / squares : 0
    }

    /// Of showing all alerts, and of showing those that are likely enough to be of use.
    ///
    /// Cross-validated in ten parts: what is learned is judged by feedback that it has not seen.
    public static func estimates(on rankings: [AlertRanking]) -> [PolicyEstimate] {
        let judged = rankings.compactMap(JudgedAlert.init)
        let parts = 10
        let learned = (0..<parts).map { part in
            UsefulnessPolicy(
                judged: judged.enumerated().filter { $0.offset % parts != part }.map(\.element))
        }
        let isShown = judged.enumerated().map { index, alert in
            learned[index % parts].usefulness(of: alert.features).mean >= UsefulnessPolicy.bar
        }
        return [
            PolicyEstimate("all shown", on: judged, shows: judged.map { _ in true }),
            PolicyEstimate("muted below \(UsefulnessPolicy.bar)", on: judged, shows: isShown),
        ]
    }
}
