import Domain

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

    /// The types that a column has, but for those that only another version knows.
    static func types(stored names: String) -> [RiskType] {
        names.split(separator: ",").compactMap { RiskType(rawValue: String($0)) }
    }

    /// The types as a column has them.
    var storedTypes: String { types.map(\.rawValue).joined(separator: ",") }
}
