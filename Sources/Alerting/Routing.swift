public import Domain

/// Decides who gets a notice: from the configuration and from what the history knows, which the caller reads.
///
/// * The first notice of an alert goes to the sinks that its rule names, or else to all; the log gets every
///   alert.
/// * A later notice goes where the first one went, as far as those sinks still exist.
/// * An alert that another one tells of goes nowhere; one that comes to be told by itself later goes where it
///   would have gone at first.
/// * A silence of the stream, or the ranking, keeps an alert from its sinks. What held for the first notice
///   holds for the later ones, so that nobody is told of the end of an alert that they never saw.
public struct Routing: Sendable {
    /// The id of the alert log as a sink.
    public static let log = "log"

    private let sinks: [String]
    /// The sinks of the rules that name some, by the rule's id.
    private let sinksByRule: [String: [String]]

    /// Routes to the sinks of a configuration.
    ///
    /// - Parameters:
    ///   - sinks: The ids of the configured sinks, without the log.
    ///   - rules: The rules, some of which name sinks.
    public init(sinks: [String], rules: [WatchRule]) {
        self.sinks = [Self.log] + sinks
        var sinksByRule: [String: [String]] = [:]
        for rule in rules { sinksByRule[rule.id] = rule.sinks.map { [Self.log] + $0 } }
        self.sinksByRule = sinksByRule
    }

    /// Where a notice goes.
    public func route(_ notice: Alert, _ facts: RoutingFacts) -> NoticeRoute {
        guard notice.toldBy == nil else { return NoticeRoute(receivers: [], isSilenced: false) }
        // The log is always among them, but for an alert that another one told.
        let first = facts.first?.receivers.flatMap { $0.isEmpty ? nil : $0 }
        let earlier = first?.filter(sinks.contains)
        let isSilenced =
            facts.isMuted || facts.silences.contains { $0.covers(notice.stream, at: notice.at) }
        return NoticeRoute(
            receivers: earlier ?? notice.rule.flatMap { sinksByRule[$0] } ?? sinks,
            isSilenced: facts.first?.isSilenced ?? isSilenced)
    }
}
