import Domain
import History

/// Which earlier alerts count as like this one, the narrowest first.
///
/// All of them have stories of the same quality, negative, positive or matching, and are about companies as
/// this one is, or about topics and the market.
public enum CaseSet: String, Sendable, CaseIterable {
    /// About the same company; of a topic or the market, the same stream.
    case company
    /// The same kind of adverse event is among those that the stories report.
    case risk
    /// About companies on the same topic.
    case topic
    /// About any company; of a topic or the market, about any of these.
    case all

    /// Whether an earlier alert is in the set.
    func contains(_ alert: FiredAlert, of subject: StudySubject) -> Bool {
        guard alert.id != subject.alert, alert.kind.quality == subject.quality, isAlike(alert.stream, subject)
        else { return false }
        switch self {
        case .company:
            guard let stream = subject.stream else { return false }
            return subject.isMarket ? alert.stream == stream : alert.stream.symbol == stream.symbol
        case .risk: return subject.risk.map(alert.risks.contains) ?? false
        case .topic: return subject.stream?.topic.map { alert.stream.topic == $0 } ?? false
        case .all: return true
        }
    }

    /// Whether both are about companies, or neither is.
    private func isAlike(_ stream: Stream, _ subject: StudySubject) -> Bool {
        subject.isMarket ? StudySubject.isMarket(stream) : stream.symbol != nil
    }

    /// What the alerts of the set are about, after "alerts": `about ACME`.
    public func inWords(_ subject: StudySubject) -> String {
        switch self {
        case .company: "about \(subject.stream?.symbol ?? subject.stream?.inWords() ?? "it")"
        case .risk: "about \(subject.risk?.inWords ?? "the same")"
        case .topic: "about companies on the topic \(subject.stream?.topic ?? "")"
        case .all: subject.isMarket ? "about topics and the market" : "about companies"
        }
    }
}
