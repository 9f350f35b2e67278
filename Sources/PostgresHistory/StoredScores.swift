import Domain
import History

extension SentimentScores {
    /// The columns of an assessment or a mention.
    init(_ row: Row) throws {
        self.init(negative: try row["negative"], neutral: try row["neutral"], positive: try row["positive"])
    }
}

extension AdverseEvent {
    /// The columns of an assessment or a mention; nil where no model judged it.
    init?(_ row: Row) throws {
        guard let probability: Float = try row["risk"] else { return nil }
        self.init(probability: probability, types: Self.types(stored: try row["risk_types"] ?? ""))
    }
}
