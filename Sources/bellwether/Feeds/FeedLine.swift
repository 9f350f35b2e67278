import Domain
import History

/// A feed's health as `feeds` prints it: every feed has every field, null where nothing is known.
struct FeedLine: Encodable {
    private let feed: FeedHealth

    init(_ feed: FeedHealth) { self.feed = feed }

    enum CodingKeys: String, CodingKey {
        case id, title, url, kind, health, since, evidence
        case lastPoll = "last_poll"
        case lastSuccess = "last_success"
        case failures
        case lastError = "last_error"
        case nextDue = "next_due"
        case items
        case itemsADay = "items_a_day"
        case delayMinutes = "delay_minutes"
        case notScored = "not_scored"
    }

    /// Items a day, to two digits after the point.
    static func itemsADay(_ feed: FeedHealth) -> Double { (feed.yield.itemsPerDay * 100).rounded() / 100 }

    /// Minutes from publication to fetch, to one digit after the point.
    static func delayMinutes(_ feed: FeedHealth) -> Double? {
        feed.yield.delay.map { ($0.inSeconds / 6).rounded() / 10 }
    }

    func encode(to encoder: any Encoder) throws {
        var line = encoder.container(keyedBy: CodingKeys.self)
        try line.encode(feed.id, forKey: .id)
        try line.encode(feed.title, forKey: .title)
        try line.encode(feed.url, forKey: .url)
        try line.encode(feed.kind.rawValue, forKey: .kind)
        try line.encode(feed.condition.name, forKey: .health)
        try line.encode(feed.condition.since?.rfc3339, forKey: .since)
        try line.encode(feed.evidence, forKey: .evidence)
        try line.encode(feed.polls.last?.rfc3339, forKey: .lastPoll)
        try line.encode(feed.polls.lastSuccess?.rfc3339, forKey: .lastSuccess)
        try line.encode(feed.polls.failures, forKey: .failures)
        try line.encode(feed.polls.lastError, forKey: .lastError)
        try line.encode(feed.polls.next.rfc3339, forKey: .nextDue)
        try line.encode(feed.yield.items, forKey: .items)
        try line.encode(Self.itemsADay(feed), forKey: .itemsADay)
        try line.encode(Self.delayMinutes(feed), forKey: .delayMinutes)
        try line.encode(feed.yield.notScored, forKey: .notScored)
    }
}
