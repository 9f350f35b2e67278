import Domain

/// How many stories report each type of adverse event, the most frequent first.
func riskCounts(_ evidence: [Evidence]) -> [(type: RiskType, stories: Int)] {
    RiskType.allCases.map { type in
        (type, Set(evidence.lazy.filter { $0.risks.contains(type) }.map(\.story)).count)
    }
    .filter { $0.1 > 0 }.sorted { $0.1 > $1.1 }
}

/// Types of adverse events that an alert names at most; its fields have all.
private let typesShown = 3

/// A sentence about adverse events; nothing where none is reported.
func reported(_ counts: [(type: RiskType, stories: Int)]) -> String {
    guard !counts.isEmpty else { return "" }
    let told = counts.prefix(typesShown).map {
        "\($0.type.inWords) (\(counted($0.stories, "story", "stories")))"
    }
    return " The stories report \(told.inWords)."
}

extension [String] {
    /// The elements for a person: `a`, `a and b`, `a, b and c`.
    var inWords: String {
        guard let last, count > 1 else { return first ?? "" }
        return dropLast().joined(separator: ", ") + " and " + last
    }
}
