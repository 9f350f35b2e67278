import Domain

/// How urgent an alert is, and what makes it so.
///
/// Four things speak for urgency: how much rarer the alert is than it has to be, how many owners of sources
/// report it, whether many of the stories report a grave event, and whether it has become a hundred times
/// rarer since it was told. It speaks against it that the stories only mention in passing whom the alert is
/// about. No one of them is enough.
struct Urgency: Sendable, Equatable, Codable {
    /// How urgent the alert is.
    let severity: Alert.Severity
    /// Why it is critical, as a sentence for a person; empty for a warning.
    let reason: String

    /// Points from which on an alert is critical: about one in twenty of those of a year of headlines.
    private static let critical = 4
    /// The scores, as multiples of what fires, that are worth a point, two and three.
    private static let rarities = [1.5, 2, 3]
    /// The owners of sources that are worth a point and two.
    private static let agreements = [2, 4]
    /// Events that may end a company, or cost it its license: they threaten more than a quarter's profit.
    private static let grave: Set<RiskType> = [
        .insolvency, .fraudMisconduct, .penaltyCrime, .productSafety, .cyberPrivacy, .sanctionsTrade,
    ]
    /// The share of the stories that must report a grave event, and how many of them.
    private static let graveShare = 1.0 / 3
    private static let fewestGrave = 2
    /// Points of an alert that has become a hundred times rarer.
    private static let growth = 2
    /// Below this, stories name whom the alert is about only in passing.
    private static let leastRelevance: Float = 0.5

    /// - Parameters:
    ///   - score: What surprised, in nats.
    ///   - threshold: The score with which the stream fires.
    ///   - sources: Owners of the sources that carried the stories.
    ///   - stories: One of each bad story.
    ///   - hasGrown: Whether the alert has become a hundred times rarer since it was told.
    init(score: Double, threshold: Double, sources: Int, stories: [Evidence] = [], hasGrown: Bool = false) {
        let rarity = Self.rarities.count { score >= $0 * threshold }
        let agreement = Self.agreements.count { sources >= $0 }
        let event = Self.graveEvent(of: stories)
        let relevance = stories.reduce(0) { $0 + $1.relevance } / Float(max(stories.count, 1))
        let isPassing = !stories.isEmpty && relevance < Self.leastRelevance
        let points =
            rarity + agreement + (event == nil ? 0 : 1) + (hasGrown ? Self.growth : 0) - (isPassing ? 1 : 0)
        severity = points >= Self.critical ? .critical : .warning
        guard severity == .critical else {
            reason =
                hasGrown
                ? " This notice is sent again because the alert has become a hundred times rarer since the last one."
                : ""
            return
        }
        var reasons: [String] = []
        if hasGrown { reasons.append("it has become a hundred times rarer since the last notice") }
        if rarity > 0 { reasons.append("its surprise is \(Self.inWords(rarity)) the threshold for an alert") }
        if agreement > 0 { reasons.append("\(sources) independent sources report it") }
        if let event { reasons.append("\(event.stories) stories report \(event.type.inWords)") }
        reason = " It is critical because \(reasons.inWords)."
    }

    private static func inWords(_ rarity: Int) -> String {
        ["", "one and a half times", "twice", "at least three times"][rarity]
    }

    /// The grave event that many of the stories report, and how many of them do.
    private static func graveEvent(of stories: [Evidence]) -> (type: RiskType, stories: Int)? {
        let count = stories.count { !grave.isDisjoint(with: $0.risks) }
        guard count >= fewestGrave, Double(count) >= graveShare * Double(stories.count) else { return nil }
        return riskCounts(stories).first { grave.contains($0.type) && $0.stories >= fewestGrave }
    }
}
