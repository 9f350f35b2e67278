import Domain

/// Whether a surprise is news, or was told within the last day.
struct Rest: Codable, Equatable, Sendable {
    /// Surprise from which on a row is news: it is on average e^1.35 − 1 = 2.9 deviations out.
    static let news = 1.35
    /// How much larger a surprise must be to be news again: e^0.8 = 2.2 times as far out.
    private static let escalation = 0.8
    /// Hours for which news rests.
    private static let hours: Int64 = 24

    private var at: Instant?
    private var surprise = 0.0

    /// Judges a surprise and remembers it when it is news.
    ///
    /// - Parameter hour: What counts as an hour, in milliseconds.
    mutating func verdict(on surprise: Double, at time: Instant, hour: Int64) -> SurgeReading.Verdict {
        guard surprise >= Self.news else { return .quiet }
        if let at, time.milliseconds - at.milliseconds < Self.hours * hour,
            surprise < self.surprise + Self.escalation
        {
            return .told
        }
        at = time
        self.surprise = surprise
        return .news
    }
}
