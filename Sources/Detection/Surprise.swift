import Domain

// How improbable the recent past of a stream is under its baseline.
//
// For each window w with k negative stories of n: μ = λ w and S = −ln P(NB(μ, D μ + μ² (ψ + 1/a)) ≥ k), Q = −ln
// P(Bin(n, p₀) ≥ k), where λ = a/b is the level and p₀ the share. The score is the largest S + Q of the windows that
// have Q ≥ 1.5, k ≥ the least number of stories and k ≥ 2 μ: more negative stories than expected, and a larger share
// of them. A score J comes by chance r e^{−κ (J − u)} times a stream-month.

/// The window that surprises most.
struct Surprise: Equatable {
    let window: Duration
    let negative: Int
    let stories: Int
    let expected: Double
    let baselineShare: Double
    /// S + Q, in nats.
    let score: Double

    /// Alerts by chance per stream and month at this score.
    var falseAlarmsPerMonth: Double {
        Model.tailRate * exponential(-Model.tailSlope * (score - Model.tailStart))
    }
}

extension StreamState {
    /// The score that a spike must reach.
    static func threshold(_ settings: DetectionSettings, age: Duration) -> Double {
        let grown =
            Model.tailStart + logarithm(Model.tailRate / settings.falseAlertsPerStreamMonth) / Model.tailSlope
        return max(grown, Model.tailStart) * (age < Model.youth ? Model.youthFactor : 1)
    }

    /// The most surprising window that ends at `time`, if any meets the conditions of a spike.
    ///
    /// - Parameter explained: Negative stories that an alert of a narrower stream has claimed; they count for neither
    ///   question.
    func surprise(at time: Instant, explained: Set<StoryID>, settings: DetectionSettings) -> Surprise? {
        let candidates = Model.windows.indices.compactMap { index -> Surprise? in
            let found = surprise(of: index, at: time, explained: explained)
            let isSpike =
                found.negative >= settings.minimumStories && Double(found.negative) >= 2 * found.expected
                && shareSurprise(found) >= Model.leastShareSurprise
            return isSpike ? found : nil
        }
        return candidates.max { $0.score < $1.score }
    }

    private func surprise(of index: Int, at time: Instant, explained: Set<StoryID>) -> Surprise {
        let window = Model.windows[index]
        let (negative, stories) = counts(in: window, until: time, explained: explained)
        let mean = max(a / b * (window / .seconds(86400)), 1e-6)
        let variance = Model.dispersion[index] * mean + mean * mean * (Model.rateVariance + 1 / a)
        let plain = Surprise(
            window: window, negative: negative, stories: stories, expected: mean,
            baselineShare: negativeSeen / storiesSeen, score: 0)
        let score =
            negativeBinomialTail(atLeast: negative, mean: mean, variance: variance) + shareSurprise(plain)
        return Surprise(
            window: window, negative: negative, stories: stories, expected: mean,
            baselineShare: plain.baselineShare, score: score)
    }

    private func shareSurprise(_ found: Surprise) -> Double {
        guard Double(found.negative) > found.baselineShare * Double(found.stories) else { return 0 }
        return binomialTail(atLeast: found.negative, of: found.stories, probability: found.baselineShare)
    }

    /// Whether the last two hours hold nothing unusual.
    func isCalm(at now: Instant) -> Bool {
        let (negative, _) = counts(in: Model.calmWindow, until: now, explained: [])
        let mean = max(a / b * (Model.calmWindow / .seconds(86400)), 1e-6)
        let variance = Model.dispersion[1] * mean + mean * mean * (Model.rateVariance + 1 / a)
        return negativeBinomialTail(atLeast: negative, mean: mean, variance: variance) < Model.calmSurprise
    }

    /// Negative and all stories in the window that ends with the bin of `time`.
    private func counts(
        in window: Duration, until time: Instant, explained: Set<StoryID>
    ) -> (negative: Int, stories: Int) {
        let inside = bins.filter { $0.start > time - window && $0.start <= time }
        let claimed = Set(evidence.filter { $0.at > time - window && $0.at <= time }.map(\.story))
            .intersection(explained).count
        let negative = inside.reduce(0) { $0 + $1.negative } - claimed
        let stories = inside.reduce(0) { $0 + $1.stories } - claimed
        return (max(negative, 0), max(stories, 0))
    }

    /// The negative stories of a window that no narrower alert explains, one each, the most negative first.
    func evidence(in window: Duration, until time: Instant, explained: Set<StoryID>) -> [Evidence] {
        var seen = explained
        return evidence.filter { $0.at > time - window - Model.bin && $0.at <= time }
            .sorted { ($0.score, $0.at.milliseconds) < ($1.score, $1.at.milliseconds) }
            .filter { seen.insert($0.story).inserted }
    }
}
