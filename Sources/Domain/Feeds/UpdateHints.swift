/// When a feed itself asks to be polled again.
public struct UpdateHints: Sendable, Equatable, Codable {
    /// Seconds between two changes at least, by `ttl` (RSS 2.0) or `sy:updatePeriod` (RSS 1.0 Syndication
    /// module).
    public var seconds: Int?
    /// Hours of the day, in UTC, in which nothing changes (`skipHours`, RSS 0.91).
    public var skippedHours: [Int]
    /// Days of the week, from 0 for Sunday, on which nothing changes (`skipDays`).
    public var skippedDays: [Int]

    /// Hints as a feed gives them; without arguments, none.
    public init(seconds: Int? = nil, skippedHours: [Int] = [], skippedDays: [Int] = []) {
        self.seconds = seconds
        self.skippedHours = skippedHours
        self.skippedDays = skippedDays
    }
}
