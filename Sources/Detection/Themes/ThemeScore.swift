import Domain
import Glibc

// How improbable the bad stories with a term are: S + Q of the more surprising of two windows.
//
//     λ = (0.3 + A) / (10 + E)        bad stories a day: an unseen word was silent all that time
//     p₀ = min((8 p + N⁻) / (8 + N), 0.6)        the usual share of bad ones, p that of the whole feed
//     S = −ln P(NB(μ, D μ + μ² (0.2 + 1/(0.3 + A))) ≥ k), μ = λ w;  Q = −ln P(Bin(n, p₀) ≥ k)

extension Model {
    /// The windows in which terms are looked at, as `TermBin` counts them, and the dispersion of counts.
    static let themeWindows: [Duration] = [.seconds(86400), .seconds(72 * 3600)]
    static let themeDispersion = [1.5, 2.2]
    static let themeRateVariance = 0.2
    /// The level before anything is seen: Gamma distributed, with this shape and days.
    static let themePrior = 0.3
    static let themePriorDays = 10.0
    /// Days of the feed that have not taught yet.
    static let themeUntaught = 3.0
    /// Stories that the share of the whole feed is worth, and the most that is usual.
    static let themeShareWeight = 8.0
    static let themeLargestShare = 0.6
    /// Bad stories that a theme needs, times the expected ones; and the surprise of their share, unless half
    /// of the stories are bad.
    static let themeLeastStories = 3
    static let themeLeastFactor = 3.0
    static let themeLeastShare = 1.0
}

/// What is usual of a term, or of a theme when it was told.
struct ThemeOdds: Sendable, Equatable {
    /// The shape of the Gamma distribution that the rate is believed to have, and its mean a day.
    let shape: Double
    let perDay: Double
    /// The usual share of bad stories.
    let share: Double

    /// The window that surprises most; nil where none does.
    ///
    /// - Parameter counts: What the windows hold, the shortest first.
    func surprise(_ counts: [(bad: Int, stories: Int)]) -> Surprise? {
        var best: Surprise?
        for (window, (bad, all)) in counts.enumerated() {
            let all = max(all, bad)
            let mean = perDay * (Model.themeWindows[window] / .seconds(86400))
            guard bad >= Model.themeLeastStories, Double(bad) >= Model.themeLeastFactor * mean else {
                continue
            }
            let q = binomialTail(atLeast: bad, of: all, probability: share)
            guard q >= Model.themeLeastShare || 2 * bad >= all else { continue }
            let s = negativeBinomialTail(
                atLeast: bad, mean: mean,
                variance: Model.themeDispersion[window] * mean
                    + mean * mean * (Model.themeRateVariance + 1 / shape))
            if s + q > best?.score ?? 0 {
                best = Surprise(
                    question: .surge, window: Model.themeWindows[window], negative: bad, stories: all,
                    expected: mean, baselineShare: share, score: s + q)
            }
        }
        return best
    }
}

extension TermState {
    /// What is usual of the term.
    ///
    /// - Parameters:
    ///   - days: Days of the feed, those of three weeks ago weighing half.
    ///   - share: The share of bad stories in the feed.
    func odds(days: Double, share: Double) -> ThemeOdds {
        let shape = Model.themePrior + level
        let usual = (Model.themeShareWeight * share + bad) / (Model.themeShareWeight + stories)
        return ThemeOdds(
            shape: shape, perDay: shape / (Model.themePriorDays + max(days - Model.themeUntaught, 0)),
            share: min(usual, Model.themeLargestShare))
    }
}
