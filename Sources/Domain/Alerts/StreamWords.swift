extension Stream {
    /// What the stream is about, for a person: `Hyundai Motor (005380.KS)`, `ACME, legal`, `the market`.
    ///
    /// - Parameter name: What people call the entity, the theme or the feed; nil where nobody knows.
    public func inWords(name: String? = nil) -> String {
        let subject = subjectInWords(name)
        return rule.map { "\(subject) (rule \($0))" } ?? subject
    }

    private func subjectInWords(_ name: String?) -> String {
        switch kind {
        case .market: "the market"
        case .topic: "the topic \(subject)"
        case .entity: Self.named(subject, name)
        case .entityTopic: "\(Self.named(subject, name)), \(topic ?? "")"
        case .theme: "the theme “\(name ?? subject)”"
        case .source: "the feed \(name ?? subject)"
        }
    }

    private static func named(_ symbol: String, _ name: String?) -> String {
        guard let name, !name.isEmpty, name != symbol else { return symbol }
        return "\(name) (\(symbol))"
    }
}
