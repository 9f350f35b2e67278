public import Domain
import Glibc

// Which alerts deserve a person's attention, learned from feedback: a contextual bandit.
//
// An alert x is shown or muted. Feedback on a shown alert is a reward: r = 1 for acknowledged, 0 for
// dismissed. The weights are those of Bayesian linear regression: A = I + Σ x xᵀ, mean θ = A⁻¹ Σ (r − ½) x,
// so that an alert unlike any before is worth ½. Its usefulness is ½ + θᵀx, with the standard deviation s = v
// √(xᵀ A⁻¹ x). Thompson sampling (Agrawal and Goyal 2013, "Thompson Sampling for Contextual Bandits with
// Linear Payoffs") draws a usefulness from that distribution and mutes the alert when it is below a bar; the
// regret after T alerts is of the order d^{3/2} √T, up to logarithms, for d features. Besides, one alert in
// ten is shown whatever is drawn. That costs at most a tenth of the alerts that muting would have saved, and
// keeps every propensity at a tenth or more, so that the log can evaluate other policies (see
// `PolicyEstimate`).

/// Estimates how useful alerts are, and decides which to mute.
public struct UsefulnessPolicy: Sendable {
    /// An alert is muted when the usefulness that is drawn is below this, in [0, 1].
    public static let bar = 0.25
    /// The share of alerts that are shown whatever is drawn.
    public static let exploration = 0.1
    /// The standard deviation of feedback around what the features say.
    static let noise = 0.5
    /// Nothing is muted before this many pieces of feedback.
    public static let minimumFeedback = 20

    private let inverse: [[Double]]
    private let mean: [Double]
    /// Pieces of feedback that it has learned from.
    public let feedbackCount: Int

    /// Learns from the feedback on alerts that were shown.
    ///
    /// Rankings without feedback, and those whose features another version wrote, are left out.
    /// - Complexity: O(n d²) for n rankings of d features.
    public init(_ rankings: [AlertRanking]) {
        self.init(judged: rankings.compactMap(JudgedAlert.init))
    }

    init(judged: [JudgedAlert]) {
        let count = AlertFeatures.count
        var inverse = (0..<count).map { row in (0..<count).map { $0 == row ? 1.0 : 0 } }
        var sum = [Double](repeating: 0, count: count)
        for alert in judged {
            let x = alert.features.values
            // Sherman and Morrison: (A + x xᵀ)⁻¹ = A⁻¹ − A⁻¹ x xᵀ A⁻¹ / (1 + xᵀ A⁻¹ x).
            let ax = inverse.map { Self.dot($0, x) }
            let scale = 1 / (1 + Self.dot(x, ax))
            for row in 0..<count {
                for column in 0..<count { inverse[row][column] -= ax[row] * ax[column] * scale }
            }
            for index in 0..<count { sum[index] += ((alert.isUseful ? 1 : 0) - 0.5) * x[index] }
        }
        self.inverse = inverse
        mean = inverse.map { Self.dot($0, sum) }
        feedbackCount = judged.count
    }

    /// How useful an alert is likely to be, in [0, 1], and the deviation of that.
    public func usefulness(of features: AlertFeatures) -> (mean: Double, deviation: Double) {
        let x = features.values
        let value = 0.5 + Self.dot(mean, x)
        let variance = Self.dot(x, inverse.map { Self.dot($0, x) })
        return (min(max(value, 0), 1), Self.noise * max(variance, 0).squareRoot())
    }

    /// How an alert that fires is ranked, and why; the same for the same alert and the same feedback.
    ///
    /// - Parameter mayMute: Whether the user allows muting; critical alerts are shown in any case.
    public func ranking(of alert: Alert, mayMute: Bool) -> (ranking: AlertRanking, reason: String) {
        let features = AlertFeatures(alert)
        let (mean, deviation) = usefulness(of: features)
        let isBound = !mayMute || alert.severity == .critical || feedbackCount < Self.minimumFeedback
        let drawnShown = Self.normalTail((Self.bar - mean) / max(deviation, 1e-9))
        var ranking = AlertRanking(alertID: alert.id, at: alert.at, features: features.values)
        ranking.usefulness = mean
        ranking.deviation = deviation
        ranking.propensity = isBound ? 1 : Self.exploration + (1 - Self.exploration) * drawnShown
        ranking.isMuted = Self.chance(alert.id) >= ranking.propensity
        return (ranking, reason(features, mean, alert.stream))
    }

    /// The weight of each named property and of a stream.
    public func weight(_ index: Int) -> (mean: Double, deviation: Double) {
        (mean[index], Self.noise * max(inverse[index][index], 0).squareRoot())
    }

    /// Why an alert is ranked as it is: what speaks most for and against it.
    private func reason(_ features: AlertFeatures, _ usefulness: Double, _ stream: Stream) -> String {
        guard feedbackCount > 0 else { return "There is no feedback yet." }
        let named = AlertFeatures.names.indices.map {
            (AlertFeatures.names[$0], mean[$0] * features.values[$0])
        }
        let own = (stream.name, mean[AlertFeatures.names.count + AlertFeatures.place(of: stream)])
        let parts = (named + [own]).sorted { abs($0.1) > abs($1.1) }.prefix(3).filter { abs($0.1) >= 0.01 }
        let words = parts.map { "\($0.0) (\($0.1 > 0 ? "+" : "−")\((abs($0.1) * 100).rounded() / 100))" }
        let because = words.isEmpty ? "" : ": \(words.joined(separator: ", "))"
        return
            "\(Int((usefulness * 100).rounded())) % likely to be useful, judging by \(feedbackCount) pieces of feedback\(because)."
    }

    private static func dot(_ a: [Double], _ b: [Double]) -> Double {
        var sum = 0.0
        for index in a.indices { sum += a[index] * b[index] }
        return sum
    }

    /// A number in [0, 1) that an alert's id decides: a decision that is made again after a kill is the same.
    private static func chance(_ id: String) -> Double {
        // The last step of MurmurHash3 spreads what differs in the last letters over all bits.
        var bits = fingerprint(id.utf8)
        bits = (bits ^ (bits >> 33)) &* 0xff51_afd7_ed55_8ccd
        bits = (bits ^ (bits >> 33)) &* 0xc4ce_b9fe_1a85_ec53
        return Double((bits ^ (bits >> 33)) >> 11) * 0x1p-53
    }

    /// P(Z ≥ z) for Z standard normal.
    static func normalTail(_ z: Double) -> Double { 0.5 * erfc(z / 2.0.squareRoot()) }
}
