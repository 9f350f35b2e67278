/// How late a feed's dates usually are: the time from what they say to the poll that brings them.
///
/// It holds everything that is constant about a feed: a publisher who is slow, the usual age of a poll, and a
/// local time without a zone that was read as UTC. The lower quartile of the latest entries stands for it:
/// old stories that turn up again do not move it, nor do a few dates in the future. A constant added to all
/// dates of a feed moves it by that constant.
public struct PublicationDelay: Sendable, Equatable, Codable {
    /// Delays of the latest new entries in seconds, oldest first; negative for dates ahead of the clock.
    private var latest: [Int64] = []
    /// Polls that brought them.
    private var polls = 0

    /// As many entries are remembered, and so many are needed, from so many polls, to know what is usual.
    private static let kept = 64
    private static let neededEntries = 8
    private static let neededPolls = 3

    /// Knows nothing yet.
    public init() {}

    /// The usual delay; nil until there are eight entries from three polls.
    public var usual: Duration? {
        guard latest.count >= Self.neededEntries, polls >= Self.neededPolls else { return nil }
        return .seconds(latest.sorted()[latest.count / 4])
    }

    /// Learns from the dates of the new entries of one poll; a poll without any teaches nothing.
    public mutating func observe(_ dates: [StatedTime], at now: Instant) {
        // A day says nothing of hours.
        let delays = dates.compactMap { date -> Int64? in
            if case .day = date { nil } else { (now.milliseconds - date.reading.milliseconds) / 1000 }
        }
        guard !delays.isEmpty else { return }
        latest = (latest + delays).suffix(Self.kept)
        polls = min(polls + 1, Self.neededPolls)
    }
}
