public import Domain
import Glibc

/// What is known of one stream; a value that is stored with each commit.
///
/// Takes about 200 bytes for a quiet stream, up to 20 KB for one with a full day and all its evidence.
public struct StreamState: Sendable, Equatable, Codable {
    /// The level: negative stories a day are Gamma(a, b) distributed, b in days.
    var a: Double
    var b: Double
    /// The share: negative and all stories, discounted.
    var negativeSeen: Double
    var storiesSeen: Double
    /// From when on the stream was watched.
    let since: Instant
    /// Everything before this has taught level and share.
    var learnedUntil: Instant
    /// Bins of the last day that are not empty, oldest first.
    var bins: [Bin] = []
    /// The latest negative stories, oldest first.
    var evidence: [Evidence] = []
    var open: OpenAlert?
    var lastFired: Instant?
    /// Negative stories that the last alert explains to wider streams, until its cooldown is over.
    var claimed: [StoryID] = []

    struct Bin: Sendable, Equatable, Codable {
        let start: Instant
        var negative = 0
        var stories = 0
        var hasTaught = false
    }

    struct OpenAlert: Sendable, Equatable, Codable {
        let id: String
        let firedAt: Instant
        let firing: Alert
    }
}

/// A negative story as an alert shows it.
public struct Evidence: Sendable, Equatable, Codable {
    public let story: StoryID
    public let at: Instant
    public let feed: String
    public let title: String
    public let link: String?
    public let score: Float
    public let words: [String]

    public init(
        story: StoryID, at: Instant, feed: String, title: String, link: String?, score: Float, words: [String]
    ) {
        self.story = story
        self.at = at
        self.feed = feed
        self.title = title
        self.link = link
        self.score = score
        self.words = words
    }
}

extension StreamState {
    /// A stream without history of its own: the prior of its kind, and no stories since `since`.
    init(_ stream: Stream, since: Instant) {
        // Typical rates of negative stories a day; a is small, so that evidence soon outweighs it.
        let (a, mean) =
            switch stream {
            case .market: (0.5, 10.0)
            case .topic: (0.4, 1.0)
            case .entity: (0.3, 0.15)
            }
        self.a = a
        b = a / mean
        negativeSeen = Model.priorShare * Model.priorShareWeight
        storiesSeen = Model.priorShareWeight
        self.since = since
        learnedUntil = since
    }

    /// Learns from a story of a backlog, which is no news: no window will hold it.
    mutating func learnFromBacklog(_ isNegative: Bool) {
        teach(negative: isNegative ? 1 : 0, stories: 1)
    }

    /// Counts a story in its bin; one whose bin has taught already teaches by itself.
    mutating func count(_ isNegative: Bool, at time: Instant) {
        let width = Model.bin.inMilliseconds
        let start = Instant(milliseconds: time.milliseconds / width * width)
        var bin = Bin(start: start)
        let index = bins.firstIndex { $0.start >= start } ?? bins.count
        if index < bins.count, bins[index].start == start { bin = bins.remove(at: index) }
        bin.stories += 1
        bin.negative += isNegative ? 1 : 0
        if bin.hasTaught || start < learnedUntil {
            bin.hasTaught = true
            teach(negative: isNegative ? 1 : 0, stories: 1)
        }
        bins.insert(bin, at: index)
    }

    /// Keeps a negative story; a copy of one that is kept adds its feed to the sources.
    mutating func keep(_ item: Evidence) {
        guard !evidence.contains(where: { $0.story == item.story && $0.feed == item.feed }) else { return }
        let index = evidence.firstIndex { $0.at > item.at } ?? evidence.count
        evidence.insert(item, at: index)
        if evidence.count > Model.evidenceKept { evidence.removeFirst() }
    }

    /// Moves the baseline up to `now`: old bins teach, the level forgets, the day's edge drops out.
    mutating func learn(until now: Instant) {
        let end = now - Model.learningDelay
        guard end > learnedUntil else { return }
        let days = (end - learnedUntil) / .seconds(86400)
        let expected = a / b * days
        // Nothing is learned while an alert is open, so that its surge does not become the norm.
        if open == nil {
            let keptLevel = exp2(-((end - learnedUntil) / Model.levelHalfLife))
            let keptShare = exp2(-((end - learnedUntil) / Model.shareHalfLife))
            a *= keptLevel
            b = b * keptLevel + days
            negativeSeen *= keptShare
            storiesSeen *= keptShare
        }
        var negative = 0
        var stories = 0
        for index in bins.indices where !bins[index].hasTaught && bins[index].start < end {
            negative += bins[index].negative
            stories += bins[index].stories
            bins[index].hasTaught = true
        }
        if open == nil, stories > 0 {
            let capped = min(Double(negative), Model.learningCap * expected + 2)
            teach(
                negative: capped, stories: Double(stories) * (negative == 0 ? 1 : capped / Double(negative)))
        }
        learnedUntil = end
        bins.removeAll { $0.start < now - Model.windows[Model.windows.count - 1] - Model.bin }
    }

    private mutating func teach(negative: Double, stories: Double) {
        a += negative
        negativeSeen += negative
        storiesSeen += stories
    }
}
