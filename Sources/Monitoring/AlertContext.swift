import Detection
import Domain
import History
public import Ranking
public import SQLiteHistory

/// What the history adds to an alert before it is stored: the price, the feeds that are blind, alerts like it.
struct AlertContext: Sendable {
    let database: SQLiteHistory
    /// The feeds that are watched now.
    let feeds: Set<String>
    /// Whether the user allows that alerts are kept from the sinks by what was answered.
    let mutesUseless: Bool
    /// Blind feeds that an alert names at most, and earlier alerts.
    private static let feedsShown = 20
    private static let similarShown = 3
    /// Earlier alerts that are looked at.
    private static let remembered = 300
    /// Words in common, as a share of those of either, from which on alerts of two streams are alike.
    private static let leastLikeness = 0.2

    /// The alerts with all that, and how those that fire are ranked.
    func completed(
        _ alerts: [Alert], at now: Instant
    ) async throws -> (alerts: [Alert], ranked: [RankedAlert]) {
        guard alerts.contains(where: { $0.state == .firing }) else { return (alerts, []) }
        let policy = try await UsefulnessPolicy(database.judgedAlerts())
        var ranked: [RankedAlert] = []
        let blind = try await database.blindFeeds(among: feeds)
        let past = try await database.firingNotices(latest: Self.remembered)
        var completed: [Alert] = []
        for alert in alerts {
            guard alert.state == .firing else {
                completed.append(alert)
                continue
            }
            var alert = alert
            if let symbol = Stream(name: alert.stream)?.symbol {
                alert = alert.with(quote: try await database.quoteMove(symbol: symbol, at: now))
            }
            alert.similar = Self.similar(to: alert, among: past)
            if let last = alert.similar?.first, let then = Instant(rfc3339: last.at), now > then {
                let days = Int((now - then).inSeconds / 86400)
                let ago = days == 0 ? "today" : days == 1 ? "a day before" : "\(days) days before"
                alert.explanation +=
                    " The last alert like it was \(ago), about \(last.stream): \(last.title)."
            }
            alert.blindSources = blind.prefix(Self.feedsShown).map(\.id)
            if let first = blind.first {
                let others = blind.count > 1 ? " and \(blind.count - 1) more feeds are" : " is"
                alert.explanation += " Not all is seen: \(first.title)\(others) blind."
            }
            if alert.sequence == 0 {
                let decision = policy.decision(for: alert, mayMute: mutesUseless)
                alert.usefulness = (decision.usefulness * 1000).rounded() / 1000
                alert.ranking = decision.reason
                ranked.append(RankedAlert(decision, at: alert.at))
            }
            completed.append(alert)
        }
        return (completed, ranked)
    }

    /// Alerts of the same stream, then those whose telling words are the same, the latest first.
    static func similar(to alert: Alert, among past: [Alert]) -> [Alert.Earlier] {
        let words = Set(alert.headlines.flatMap(\.words))
        func likeness(_ other: Alert) -> Double {
            guard other.stream != alert.stream else { return 1 }
            let others = Set(other.headlines.flatMap(\.words))
            return Double(words.intersection(others).count) / Double(max(words.union(others).count, 1))
        }
        let scored = past.filter { $0.id != alert.id }.map { (alert: $0, likeness: likeness($0)) }
        return scored.filter { $0.likeness >= leastLikeness }
            .sorted { ($0.likeness, $0.alert.at) > ($1.likeness, $1.alert.at) }
            .prefix(similarShown)
            .map { other, _ in
                Alert.Earlier(
                    id: other.id, at: other.at, stream: other.stream,
                    title: other.headlines.first?.title ?? "")
            }
    }
}

extension SQLiteHistory {
    /// Answers that the ranking learns from at most.
    private static let answersLearned = 2000

    /// What people said of alerts, for the ranking.
    public func judgedAlerts() async throws -> [JudgedAlert] {
        try await answeredAlerts(latest: Self.answersLearned).compactMap { answered in
            AlertFeatures(answered.features).map {
                JudgedAlert(
                    features: $0, isUseful: answered.answer == .acknowledged,
                    propensity: answered.propensity)
            }
        }
    }
}

extension RankedAlert {
    fileprivate init(_ decision: AlertRanking, at time: String) {
        self.init(
            alertID: decision.alertID, at: time, usefulness: decision.usefulness,
            deviation: decision.deviation,
            propensity: decision.propensity, isMuted: decision.isMuted, features: decision.features.values)
    }
}
