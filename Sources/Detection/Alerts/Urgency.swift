import Domain

/// How urgent an alert is, and what makes it so.
///
/// An alert is critical when it is far rarer than it has to be, and either several owners of sources report
/// it or it is so rare that one is enough. What is told again is critical: it has become a hundred times
/// rarer.
struct Urgency: Sendable, Equatable, Codable {
    /// How urgent the alert is.
    let severity: Alert.Severity
    /// Why it is critical, as a sentence for a person; empty for a warning.
    let reason: String

    /// The score, as a multiple of what fires, from which on an alert is far rarer than it has to be, and
    /// from which on one source is enough.
    private static let rare = 2.0
    private static let veryRare = 3.0
    /// Owners of sources that agree.
    private static let several = 2

    /// That of an alert that is told again.
    static let toldAgain = Urgency(
        severity: .critical,
        reason: " It is critical: it has become a hundred times rarer since the last notice.")

    private init(severity: Alert.Severity, reason: String) {
        (self.severity, self.reason) = (severity, reason)
    }

    /// - Parameters:
    ///   - score: What surprised, in nats.
    ///   - threshold: The score with which the stream fires.
    ///   - sources: Owners of the sources that carried the stories.
    init(score: Double, threshold: Double, sources: Int) {
        let isVeryRare = score >= Self.veryRare * threshold
        guard score >= Self.rare * threshold, sources >= Self.several || isVeryRare else {
            (severity, reason) = (.warning, "")
            return
        }
        let rarity = isVeryRare ? "three times" : "twice"
        let agreement = sources >= Self.several ? ", and \(sources) independent sources report it" : ""
        (severity, reason) = (
            .critical, " It is critical: its surprise is at least \(rarity) the threshold\(agreement)."
        )
    }
}
