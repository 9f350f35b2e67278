public import Domain

/// Remembers how alerts were ranked, and with that what feedback teaches.
public protocol RankingBook: Sendable {
    /// The latest rankings with feedback since the ranking was last reset, the oldest first; without muted
    /// alerts.
    func rankingsWithFeedback(latest count: Int) async throws -> [AlertRanking]

    /// How many alerts were ranked since the last reset, and how many of them were muted.
    func rankingCounts() async throws -> (ranked: Int, muted: Int)

    /// Forgets what feedback has taught; returns the number of rankings that are forgotten. Feedback stays.
    func resetRanking() async throws -> Int
}
