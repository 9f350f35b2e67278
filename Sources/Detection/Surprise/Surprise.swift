import Domain
import Glibc

// How improbable the recent past of a stream is under its baseline.
//
// For each window w with k negative stories of n: μ = λ ∫ s, λ = a/b the level and s the season, and S =
// −ln P(NB(μ, D μ + μ² (ψ + 1/a)) ≥ k), the mean of that of the stories and that of the items, which are
// stories with their copies. Q = −ln P(Bin(n, p₀) ≥ k) with the usual share p₀. Surge: the largest S + Q
// of the windows with Q ≥ 1.5 or at least half of the stories negative, at least three items, enough
// stories, and twice what was expected: more negative stories, and a larger share of them. There p₀ is at
// most one half, so that a stream that is bad anyway can still become worse. Share: the largest Q of the
// windows with five items of three stories.

/// What is asked of a stream.
enum Question: Sendable {
    /// Are there more negative stories than expected?
    case surge
    /// Is the share of negative stories higher than expected?
    case share
}

/// The window that surprises most.
struct Surprise: Equatable {
    let question: Question
    let window: Duration
    let negative: Int
    let stories: Int
    let expected: Double
    let baselineShare: Double
    /// In nats.
    let score: Double
}

/// What each of the windows holds.
typealias Counts = InlineArray<5, WindowCounts>
/// The windows that surprise most, by question.
typealias Surprises = (surge: Surprise?, share: Surprise?)

extension StreamState {
    /// What the windows hold that end with the bin of `time`; nil where none of them may surprise.
    ///
    /// - Parameter first: The first window that is looked at.
    func nearCounts(until time: Instant, _ season: Season, from first: Int) -> Counts? {
        let counts = counts(until: time)
        return windows(at: time, from: first).contains { isNear(counts[$0], $0, time, season) } ? counts : nil
    }

    /// The windows that are looked at.
    private func windows(at time: Instant, from first: Int) -> Range<Int> {
        first..<(isYoung(at: time) ? Model.youngWindows : Model.windows.count)
    }

    /// The most surprising windows that end with the bin of `time`, by question.
    ///
    /// - Parameters:
    ///   - counts: What the windows hold.
    ///   - explained: Negative stories, each once, that an alert of a narrower stream has claimed; they count
    ///     for neither question.
    func surprises(
        _ counts: Counts, at time: Instant, season: Season, settings: DetectionSettings,
        explained: [Evidence]
    ) -> Surprises {
        var (surge, share): (Surprise?, Surprise?)
        for index in windows(at: time, from: settings.firstWindow) {
            let window = Model.windows[index]
            let start = time - window
            let own = counts[index].without(
                explained.count { $0.at > start && $0.at <= time }, copies: copies)
            let expected = expected(index, until: time, season)
            let usual = negativeSeen / storiesSeen
            let q = shareSurprise(own, usual: usual)
            func surprise(_ question: Question, _ score: Double) -> Surprise {
                Surprise(
                    question: question, window: window, negative: own.negative, stories: own.stories,
                    expected: expected, baselineShare: usual, score: score)
            }
            let least = max(settings.minimumStories, Model.leastStories[index])
            if isSurge(own, expected: expected, least: least) {
                let bounded = surgeShareSurprise(own)
                let isBad = bounded >= Model.leastShareSurprise || own.isMostlyBad
                let score = isBad ? countSurprise(own, index, expected: expected) + bounded : 0
                if score > surge?.score ?? 0 { surge = surprise(.surge, score) }
            }
            if own.items >= Model.shareItems, own.stories >= Model.shareStories,
                own.negative >= settings.minimumStories, q > share?.score ?? 0
            {
                share = surprise(.share, q)
            }
        }
        return (surge, share)
    }

    /// Whether a window may surprise at all: cheap, and wrong only about what is far from any threshold.
    private func isNear(_ counts: WindowCounts, _ index: Int, _ time: Instant, _ season: Season) -> Bool {
        guard counts.negativeItems >= Model.leastItems else { return false }
        let usual = negativeSeen / storiesSeen
        let mean = usual * Double(counts.stories)
        let excess = Double(counts.negative) - mean
        guard excess > 0 || counts.isMostlyBad else { return false }
        let isShifted =
            counts.items >= Model.shareItems && excess > 0
            && excess * excess > Model.nearVariance * mean * (1 - usual)
        return isShifted
            || isSurge(counts, expected: expected(index, until: time, season), least: 1)
    }

    private func isSurge(_ counts: WindowCounts, expected: Double, least: Int) -> Bool {
        counts.negativeItems >= Model.leastItems && counts.negative >= least
            && Double(counts.negative) >= Model.leastFactor * expected
    }

    /// Negative stories expected in a window that ends with the bin of `time`.
    private func expected(_ window: Int, until time: Instant, _ season: Season) -> Double {
        let end = (Int64(Bin.slot(of: time)) + 1) * Model.binMilliseconds
        let start = Instant(milliseconds: end - Model.windowMilliseconds[window])
        let exposure = season.exposure(from: start, to: Instant(milliseconds: end))
        return max(level * exposure, Model.leastExpected)
    }

    private func countSurprise(_ counts: WindowCounts, _ index: Int, expected: Double) -> Double {
        let items = surprise(
            counts.negativeItems, expected * copies, Model.itemDispersion[index], Model.itemRateVariance)
        return (storySurprise(counts.negative, index, expected: expected) + items) / 2
    }

    /// −ln of the probability of so many negative stories or more in a window, where some were expected.
    func storySurprise(_ count: Int, _ index: Int, expected: Double) -> Double {
        surprise(count, expected, Model.storyDispersion[index], Model.storyRateVariance)
    }

    private func surprise(
        _ count: Int, _ mean: Double, _ dispersion: Double, _ rateVariance: Double
    ) -> Double {
        negativeBinomialTail(
            atLeast: count, mean: mean, variance: dispersion * mean + mean * mean * (rateVariance + 1 / a))
    }

    /// The surprise of a share where surges are asked about.
    private func surgeShareSurprise(_ counts: WindowCounts) -> Double {
        shareSurprise(counts, usual: min(negativeSeen / storiesSeen, Model.highestUsualShare))
    }

    private func shareSurprise(_ counts: WindowCounts, usual: Double) -> Double {
        guard Double(counts.negative) > usual * Double(counts.stories) else { return 0 }
        return binomialTail(atLeast: counts.negative, of: counts.stories, probability: usual)
    }

    /// Whether the last two hours hold nothing unusual, and the last day less than a third of what fired.
    func isCalm(at now: Instant, _ season: Season, _ settings: DetectionSettings) -> Bool {
        guard let open else { return true }
        let counts = counts(until: now)
        func surprise(_ index: Int) -> Double {
            countSurprise(counts[index], index, expected: expected(index, until: now, season))
        }
        let (short, long) = (Model.shortCalmWindow, Model.longCalmWindow)
        guard short < settings.firstWindow || surprise(short) < Model.calmSurprise else { return false }
        return surprise(long) + surgeShareSurprise(counts[long]) < open.firedScore * Model.calmShare
    }

    /// What the windows hold that end with the bin of `time`.
    private func counts(until time: Instant) -> Counts {
        let end = Bin.slot(of: time)
        let lengths = Model.windowBins
        var counts = Counts(repeating: WindowCounts())
        var running = WindowCounts()
        var window = 0
        bins.forEachFromEnd { bin in
            guard bin.slot <= end else { return true }
            while window < lengths.count, bin.slot <= end - lengths[window] {
                counts[window] = running
                window += 1
            }
            guard window < lengths.count else { return false }
            running.add(bin)
            return true
        }
        for index in window..<lengths.count { counts[index] = running }
        return counts
    }

    /// The negative stories of a window that no narrower alert explains, one each, the most negative first.
    func evidence(in window: Duration, until time: Instant, explained: Set<StoryID>) -> [Evidence] {
        var seen = explained
        return evidence.filter { $0.at > time - window - Model.bin && $0.at <= time }
            .sorted { ($0.score, $0.at.milliseconds) < ($1.score, $1.at.milliseconds) }
            .filter { seen.insert($0.story).inserted }
    }

    /// The moments at which the windows of new stories end, the latest first: the ends of their own bins, and
    /// of that of the newest story, which late ones join.
    func moments(_ slots: [Int32]) -> [Instant] {
        func end(of slot: Int32) -> Instant {
            Instant(milliseconds: (Int64(slot) + 1) * Model.binMilliseconds - 1)
        }
        let newest = evidence.last.map { Bin.slot(of: $0.at) }
        // Nearly always: one story, and the newest one.
        if slots.count == 1, newest ?? slots[0] <= slots[0] { return [end(of: slots[0])] }
        return Set(slots).union(newest.map { [$0] } ?? []).sorted(by: >).map(end)
    }
}
