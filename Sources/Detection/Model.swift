import Domain

/// Numbers of the model that users need not set.
enum Model {
    /// Bins in which stories are counted.
    static let bin: Duration = .seconds(300)
    static let binMilliseconds = bin.inMilliseconds
    /// Windows that are looked at together; each ends at the newest story.
    static let windows: [Duration] = [
        .seconds(1800), .seconds(7200), .seconds(21600), .seconds(86400), longestWindow,
    ]
    static let longestWindow: Duration = .seconds(3 * 86400)
    /// The windows of two hours and of a day, by which an alert is found to be calm.
    static let shortCalmWindow = 1
    static let longCalmWindow = 3
    /// The first window that is looked at where only the days of stories are known: a day.
    static let firstWindowOfDays = 3
    /// Negative stories that each window needs at least, whatever the settings: three in three days are many
    /// in too many streams.
    static let leastStories = [1, 1, 1, 1, 4]
    /// Bins and evidence are kept for so long: the windows of what comes a day late begin a day before that.
    static let memory = longestWindow + Item.longestDelay + bin
    static let windowMilliseconds = windows.map(\.inMilliseconds)
    static let windowBins = windows.map { Int32($0 / bin) }
    /// Overdispersion of the counts by window, variance = D μ + ψ μ² + μ² / a: of stories, and of items,
    /// whose copies come together.
    static let storyDispersion = [1.1, 1.2, 1.3, 1.6, 2.2]
    static let itemDispersion = [1.4, 1.75, 2.05, 2.4, 3.2]
    static let storyRateVariance = 0.1
    static let itemRateVariance = 0.2
    /// Half-life of what the level remembers, in milliseconds: 21 days.
    static let levelHalfLife = 21 * 86_400_000.0
    /// A bin teaches the level once it is this old, so that no window teaches its own baseline; the longest
    /// window of a young stream is a day, for nobody knows the level of what is as old as the window.
    static let learningDelay = longestWindow
    static let youngLearningDelay: Duration = .seconds(86400)
    /// Windows that are looked at in the youth of a stream.
    static let youngWindows = windows.count - 1
    /// A day teaches at most this many times the expected count, plus 2: a surge must not become the norm at
    /// once.
    static let learningCap = 3.0
    /// Days that a backlog covers at least.
    static let leastBacklogDays = 1.0
    /// Half-life of what the share remembers, in milliseconds: 60 days.
    static let shareHalfLife = 60 * 86_400_000.0
    /// The share of negative stories before any is seen, and how many stories that belief is worth.
    static let priorShare = 0.25
    static let priorShareWeight = 8.0
    /// What is believed of a stream of a kind that has no prior of its own.
    static let unspecifiedPrior = Stream.Prior(strength: 0.3, storiesPerDay: 0.1)
    /// Items of a story before any is seen, and how many stories that belief is worth.
    static let priorCopies = 1.3
    static let priorCopiesWeight = 4.0
    /// Before the streams have taught their own tails, by class of rate: the fewer stories, the rarer three
    /// bad ones.
    static let surgeTails = [1, 2.5, 4, 4, 4, 4].map { ScoreTail.Fit(start: 5.5, rate: $0, slope: 0.62) }
    static let shareTail = ScoreTail.Fit(start: 2.5, rate: 4, slope: 1)
    /// Negative stories that an alert about a topic or the market needs, unless a rule says otherwise: they
    /// cover hundreds of companies, and three stories with a word in common are what any of them brings.
    static let leastBroadStories = 5
    /// The bar is this many times higher until two weeks have been seen.
    static let youthFactor = 1.3
    /// A stream is young for so long.
    static let youth: Duration = .seconds(14 * 86400)
    /// The least surprise of the share, in nats: a rush of news that is no more negative than usual is no
    /// spike.
    static let leastShareSurprise = 1.5
    /// A share of negative stories that is enough whatever the surprise: a stream that is bad anyway can
    /// become worse.
    static let badShare = 0.5
    /// No stream is taken to be usually worse than this when it surges, for the same reason.
    static let highestUsualShare = 0.5
    /// No window is expected to hold fewer negative stories.
    static let leastExpected = 1e-6
    /// Negative items that a surge needs, and times the expected number.
    static let leastItems = 3
    static let leastFactor = 2.0
    /// The square of the deviations from the usual share below which nothing is computed.
    static let nearVariance = 4.0
    /// Items and stories that a shift of the share needs.
    static let shareItems = 5
    static let shareStories = 3
    /// An alert ends when the last two hours surprise less than this, in nats (ln 10), and the last day less
    /// than this share of what was told.
    static let calmSurprise = 2.302585
    static let calmShare = 1.0 / 3
    /// An alert lasts at least so long: what a window of three days found may look calm over one at once.
    static let shortestAlert: Duration = .seconds(86400)
    /// An alert ends after this time at the latest.
    static let longestAlert: Duration = .seconds(7 * 86400)
    /// An alert is marked late when the latest of its stories is this old.
    static let late: Duration = .seconds(3600)
    /// An alert is repeated when it has become this much rarer: 100 times, as a natural logarithm.
    static let escalation = 4.605
    /// The score must also be this many times the last: a large crisis becomes rarer every day.
    static let escalationFactor = 1.5
    /// It is repeated at most this often.
    static let escalationPause: Duration = .seconds(86400)
    /// Words of a headline that an alert shows at most, and the share of the attention that each must have
    /// got.
    static let wordsShown = 3
    static let leastAttention: Float = 0.1
    /// Negative stories that a stream remembers by name.
    static let evidenceKept = 64
    /// Negative stories a day from which on an entity's topics are watched by themselves, and the share of
    /// them above which a topic is the entity over again.
    static let busyEntity = 1.0
    static let largestTopic = 0.6
    /// Stories that a stream's alert explains to wider streams; claimed ones in a row before which all are
    /// claimed.
    static let claimsKept = 256
    static let claimedInARow = 8
}
