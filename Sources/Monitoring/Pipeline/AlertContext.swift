import Detection
import Domain
import History
import Ranking

/// What the history adds to an alert before it is stored: the price, the feeds that are blind, alerts like
/// it.
struct AlertContext: Sendable {
    let history: any PipelineHistory
    /// The feeds that are watched now.
    let feeds: Set<String>
    /// What people call the entities, by symbol.
    var names: [String: String]
    /// Whether the user allows that alerts are kept from the sinks by what was answered.
    let mutesUseless: Bool
    /// Feedback that the ranking learns from at most.
    private static let feedbackLearned = 2000
    /// Earlier alerts that are looked at.
    private static let remembered = 300

    /// The alerts with all that, and how those that fire are ranked.
    func completed(
        _ alerts: [Alert], at now: Instant
    ) async throws -> (alerts: [Alert], rankings: [AlertRanking]) {
        var alerts = try await explained(alerts, at: now)
        let first = alerts.indices.filter { alerts[$0].state == .firing && alerts[$0].sequence == 0 }
        guard !first.isEmpty else { return (alerts, []) }
        let policy = try await UsefulnessPolicy(
            history.rankingsWithFeedback(latest: Self.feedbackLearned))
        var rankings: [AlertRanking] = []
        for index in first {
            let (ranking, reason) = policy.ranking(of: alerts[index], mayMute: mutesUseless)
            alerts[index].context.usefulness = (ranking.usefulness * 1000).rounded() / 1000
            alerts[index].context.ranking = reason
            rankings.append(ranking)
        }
        return (alerts, rankings)
    }

    /// Notices that were given before, with what is known by now and the ranking that they were given.
    func updated(_ grown: [Alert], at now: Instant) async throws -> [Alert] {
        var updated: [Alert] = []
        for alert in try await explained(grown, at: now) {
            guard let stored = try await history.notice(of: alert.id, sequence: alert.sequence) else {
                continue
            }
            var alert = alert
            alert.context.usefulness = stored.context.usefulness
            alert.context.ranking = stored.context.ranking
            updated.append(alert)
        }
        return updated
    }

    /// The alerts with what the history knows of those that fire: it is asked once, however many there are.
    private func explained(_ alerts: [Alert], at now: Instant) async throws -> [Alert] {
        let alerts = named(alerts)
        guard alerts.contains(where: { $0.state == .firing }) else { return alerts }
        let blind = try await history.blindFeeds(among: feeds)
        let past = try await history.firingNotices(latest: Self.remembered)
        var explained: [Alert] = []
        for var alert in alerts {
            if alert.state == .firing {
                alert = alert.with(namesOfJoined: names)
                if let symbol = alert.stream.symbol {
                    alert = alert.with(quote: try await history.quoteMove(symbol: symbol, at: now))
                }
                alert = alert.with(similar: alert.similar(among: past), names: names).with(blind: blind)
            }
            explained.append(alert)
        }
        return explained
    }

    /// The alerts with what people call their entities.
    func named(_ alerts: [Alert]) -> [Alert] {
        alerts.map { alert in
            var alert = alert
            if let symbol = alert.stream.symbol { alert.name = names[symbol] }
            return alert
        }
    }
}
