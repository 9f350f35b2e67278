import Domain

extension SentimentScores {
    /// What a classifier that is never in doubt would say of bad news, and of other news.
    static func invented(isBad: Bool) -> SentimentScores {
        isBad
            ? SentimentScores(negative: 0.9, neutral: 0.1, positive: 0)
            : SentimentScores(negative: 0.1, neutral: 0.8, positive: 0.1)
    }
}
