import Domain
import Glibc

/// What is known of one stream; a value that is stored with each commit.
///
/// Takes about 300 bytes for a quiet stream, 24 KB more for four full days of bins, and the texts of its
/// evidence.
public struct StreamState: Sendable, Equatable, Codable {
    /// The level: negative stories an average day are Gamma(a, b) distributed, b in average days.
    var a: Double
    var b: Double
    /// The share: negative and all stories, discounted.
    var negativeSeen: Double
    var storiesSeen: Double
    /// Negative items, copies included, discounted as the level is.
    var itemsSeen: Double
    /// What the level may still learn today.
    var allowance: Double
    /// From when on the stream was watched.
    let since: Instant
    /// Everything before this has taught level and share.
    var learnedUntil: Instant
    var peaks: DailyPeaks
    /// Bins of the last four days that are not empty, oldest first.
    var bins = RecentList<Bin>()
    /// The latest negative stories, oldest first.
    var evidence = RecentList<Evidence>()
    @Boxed var open: OpenAlert?
    var lastFired: Instant?
    /// When the last alert was over; nil while it is open, and in states of older versions.
    private var endedAt: Instant?
    /// The latest negative stories that the last alert explains to wider streams, until its cooldown is over.
    private(set) var claimed: [StoryID] = []
    /// How many it has explained in all.
    private(set) var claims = 0

    /// An alert that has fired and is not over.
    struct OpenAlert: Sendable, Equatable, Codable {
        let firedAt: Instant
        /// When the latest notice was given, and the score that it reported.
        private(set) var noticedAt: Instant
        private(set) var score: Double
        /// The score with which it fired; nil in states of older versions.
        private var firstScore: Double?
        /// The words that the stories of a topic or of the market have in common.
        let common: CommonWords?
        /// What makes it urgent; nil in states of older versions.
        var urgency: Urgency?
        private var record: AlertRecord

        init(_ notice: Alert, score: Double, common: CommonWords?, urgency: Urgency) {
            firedAt = notice.at
            noticedAt = notice.at
            self.score = score
            firstScore = score
            self.common = common
            self.urgency = urgency
            record = AlertRecord(notice)
        }

        /// The latest notice.
        var notice: Alert { record.alert }

        /// The score with which it fired.
        var firedScore: Double { firstScore ?? score }

        /// Whether a story of the stream belongs to the alert.
        func tells(of story: Evidence) -> Bool { common?.isIn(story.title) ?? true }

        /// Takes a later notice, of what has become rarer.
        mutating func escalate(_ notice: Alert, score: Double) {
            record = AlertRecord(notice)
            noticedAt = notice.at
            self.score = score
        }

        /// Takes the latest notice with what is known by now.
        mutating func refresh(_ notice: Alert) { record = AlertRecord(notice) }

        private enum CodingKeys: String, CodingKey {
            case firedAt, noticedAt, score, firstScore, common, urgency
            case record = "notice"
        }
    }
}

extension StreamState {
    /// A stream without history of its own: the prior of its kind, and no stories since `since`.
    init(_ stream: Stream, since: Instant) {
        let prior =
            stream.rule == nil
            ? stream.kind.properties.prior ?? Model.unspecifiedPrior : Model.unspecifiedPrior
        a = prior.strength
        b = prior.strength / prior.storiesPerDay
        negativeSeen = Model.priorShare * Model.priorShareWeight
        storiesSeen = Model.priorShareWeight
        itemsSeen = Model.priorCopies * Model.priorCopiesWeight
        allowance = 2
        self.since = since
        learnedUntil = since
        peaks = DailyPeaks(day: Self.day(since))
    }

    /// Negative stories an average day.
    var level: Double { a / b }

    /// Items of a negative story, in the mean.
    var copies: Double {
        max(1, itemsSeen / (Model.priorCopiesWeight + max(a - 0.5, 0)))
    }

    static func day(_ time: Instant) -> Int32 { Int32(clamping: time.milliseconds / 86_400_000) }

    /// Learns from a story of a backlog, which is not news: no window will hold it.
    ///
    /// A backlog covers a day at least: without that time, what it brings would be taken for the news of the
    /// minutes since the stream began.
    mutating func learnFromBacklog(_ isNegative: Bool) {
        b = max(b, Model.leastBacklogDays)
        teach(negative: isNegative ? 1 : 0, stories: 1, items: isNegative ? 1 : 0)
    }

    /// Counts an item in its bin; one whose bin has taught already teaches by itself.
    ///
    /// - Parameters:
    ///   - isNegative: Whether it is what the stream is watched for.
    ///   - isPositive: Whether it is good news.
    ///   - isFirst: Whether it is the first of its story.
    mutating func count(_ isNegative: Bool, isPositive: Bool, isFirst: Bool, at time: Instant) {
        let slot = Bin.slot(of: time)
        var index = bins.count
        while index > 0, bins[index - 1].slot >= slot { index -= 1 }
        if index == bins.count || bins[index].slot != slot { bins.insert(Bin(slot: slot), at: index) }
        let (story, bad): (UInt16, UInt16) = (isFirst ? 1 : 0, isNegative ? 1 : 0)
        bins[index].items = bins[index].items.addingSaturating(1)
        bins[index].negativeItems = bins[index].negativeItems.addingSaturating(bad)
        bins[index].stories = bins[index].stories.addingSaturating(story)
        bins[index].negative = bins[index].negative.addingSaturating(story & bad)
        if isPositive { bins[index].positive = bins[index].positive.addingSaturating(story) }
        if slot < Bin.slot(of: learnedUntil) {
            teach(negative: Double(story & bad), stories: Double(story), items: Double(bad))
        }
    }

    /// Whether the stream has not been watched for long.
    func isYoung(at time: Instant) -> Bool { time - since < Model.youth }

    /// Keeps a negative story; a copy of one that is kept adds its feed to the sources.
    mutating func keep(_ item: Evidence) {
        guard !evidence.contains(where: { $0.story == item.story && $0.feed == item.feed }) else { return }
        var index = evidence.count
        while index > 0, evidence[index - 1].at > item.at { index -= 1 }
        evidence.insert(item, at: index)
        if evidence.count > Model.evidenceKept { evidence.removeFirst(1) }
    }

    /// Whether a negative story is among those that are kept.
    func holds(_ story: StoryID) -> Bool { evidence.contains { $0.story == story } }

    /// Since when the stream has been quiet after its last alert.
    var quietSince: Instant? { endedAt ?? lastFired }

    /// Ends the alert.
    mutating func end(at time: Instant) {
        open = nil
        endedAt = time
    }

    /// Begins an alert that explains some stories.
    mutating func fire(_ alert: OpenAlert, explaining stories: [StoryID]) {
        open = alert
        lastFired = alert.firedAt
        endedAt = nil
        claimed = stories
        claims = stories.count
    }

    /// An alert explains the negative stories that follow it, too; one about a topic those that have its
    /// word.
    mutating func claim(until time: Instant) {
        guard let lastFired else { return }
        let open = open
        var fresh: [StoryID] = []
        var known = 0
        // From the end: what came before stories that are claimed is claimed, but for a few that were late.
        for item in evidence.reversed() where item.at <= time {
            guard item.at >= lastFired - Model.longestWindow, known < Model.claimedInARow else { break }
            if claimed.contains(item.story) || fresh.contains(item.story) {
                known += 1
            } else if open?.tells(of: item) ?? true {
                known = 0
                fresh.append(item.story)
            }
        }
        guard !fresh.isEmpty else { return }
        claims += fresh.count
        claimed = (claimed + fresh.reversed()).suffix(Model.claimsKept)
    }

    /// What is claimed now and was not when so many were.
    func claims(since count: Int) -> ArraySlice<StoryID> { claimed.suffix(max(claims - count, 0)) }

    /// Moves the baseline up to `now`: old bins teach, the level forgets, the day's edge drops out.
    mutating func learn(until now: Instant, _ season: Season) {
        // A bin at a time: what lies between two of them has nothing to teach.
        let bin = Model.binMilliseconds
        let delay = isYoung(at: now) ? Model.youngLearningDelay : Model.learningDelay
        let end = Instant(milliseconds: (now - delay).milliseconds / bin * bin)
        guard end > learnedUntil else { return }
        let exposure = season.exposure(from: learnedUntil, to: end)
        let passed = Double(end.milliseconds - learnedUntil.milliseconds)
        let keptLevel = exp2(-passed / Model.levelHalfLife)
        let keptShare = exp2(-passed / Model.shareHalfLife)
        // The allowance of a day keeps a surge from becoming the norm at once.
        let most = Model.learningCap * level + 2
        allowance = min(allowance + exposure * most, most)
        a *= keptLevel
        b = b * keptLevel + exposure
        itemsSeen *= keptLevel
        negativeSeen *= keptShare
        storiesSeen *= keptShare
        // What lies before has taught.
        let (first, last) = (Bin.slot(of: learnedUntil), Bin.slot(of: end))
        for bin in bins[bins.index(from: first)..<bins.index(from: last)] {
            let share = bin.negative == 0 ? 1 : min(1, allowance / Double(bin.negative))
            allowance -= Double(bin.negative) * share
            teach(
                negative: Double(bin.negative) * share, stories: Double(bin.stories) * share,
                items: Double(bin.negativeItems) * share)
        }
        learnedUntil = end
        let oldest = now - Model.memory
        let gone = Bin.slot(of: oldest)
        if let first = bins.first, first.slot < gone { bins.removeFirst(bins.index(from: gone)) }
        if let first = evidence.first, first.at < oldest {
            evidence.removeFirst(evidence.prefix { $0.at < oldest }.count)
        }
    }

    private mutating func teach(negative: Double, stories: Double, items: Double) {
        a += negative
        itemsSeen += items
        negativeSeen += negative
        storiesSeen += stories
    }
}

extension UInt16 {
    fileprivate func addingSaturating(_ other: UInt16) -> UInt16 {
        let (sum, overflows) = addingReportingOverflow(other)
        return overflows ? .max : sum
    }
}
