import Domain
import History

/// What the feeds' health says of them, of the network and of the daemon.
enum FeedFindings {
    /// A feed that has been blind for so long does not come back by itself.
    private static let longestBlind: Duration = .seconds(86400)
    /// Without an answer from any feed for so long it is the network; at least, and three shortest intervals.
    private static let longestSilence: Duration = .seconds(3600)
    /// A daemon that is later than this with every feed does not poll.
    private static let longestDelay: Duration = .seconds(900)
    /// Feeds that one finding names at most.
    private static let longestList = 5

    /// A finding for each feed that is in trouble for long, or one that none is.
    static func blind(_ feeds: [FeedHealth], at now: Instant) -> [Finding] {
        let blind = feeds.compactMap { feed -> Finding? in
            guard case .known(let state, let since?) = feed.condition, state.isBlind,
                now - since >= longestBlind
            else { return nil }
            let days = Int((now - since).inSeconds / 86400)
            let reason = (feed.polls.lastError ?? feed.evidence).map { " (\($0))" } ?? ""
            return .ill(
                "feed \(feed.id)",
                "\(state.rawValue) for \(counted(days, "day"))\(reason): \(advice(for: state, feed.id))")
        }
        return blind.isEmpty ? [.well("feeds", "no feed has been blind for a day")] : blind
    }

    /// What to do about a feed in a state.
    private static func advice(for state: FeedState, _ id: String) -> String {
        switch state {
        case .walled: "ask the publisher for access, or remove the feed"
        case .malformed: "`bellwether feeds test \(id)` shows what is read"
        case .blocked: "set `contact`, or ask the publisher"
        case .unauthorized: "check the API key"
        case .rateLimited: "give it a longer `interval`, or its domain a budget"
        case .gone: "remove it from the catalogue"
        case .stale, .frozen: "look whether its publisher still uses it, or pause it"
        default: "`bellwether feeds test \(id)` tries it now"
        }
    }

    /// Feeds whose items could not all be scored, those with the most first.
    static func languages(_ feeds: [FeedHealth]) -> Finding {
        let foreign = feeds.filter { $0.yield.notScored > 0 }
            .sorted { ($1.yield.notScored, $0.id) < ($0.yield.notScored, $1.id) }
        guard !foreign.isEmpty else { return .well("languages", "every item is scored") }
        let listed = foreign.prefix(longestList).map {
            "\($0.id) (\($0.yield.notScored) of \(counted($0.yield.items, "item")))"
        }
        let more = foreign.count > longestList ? " and \(foreign.count - longestList) more" : ""
        return .well(
            "languages",
            "items in a language that the model cannot read are stored and raise no alert: \(listed.joined(separator: ", "))\(more)"
        )
    }

    /// Whether any feed answers, where they are polled at all.
    ///
    /// - Parameter intervals: The intervals of the catalogue's feeds.
    static func network(_ feeds: [FeedHealth], intervals: [Duration], at now: Instant) -> Finding? {
        let watched = feeds.filter(\.isPolled)
        let silence = max(longestSilence, (intervals.min() ?? .zero) * 3)
        guard let polled = watched.compactMap(\.polls.last).max(), now - polled < silence else { return nil }
        guard let answered = watched.compactMap(\.polls.lastSuccess).max() else {
            return .ill("answers", "no feed has ever answered: \(networkAdvice)")
        }
        return now - answered < silence
            ? .well("answers", "a feed answered at \(answered.rfc3339)")
            : .ill("answers", "no feed has answered since \(answered.rfc3339): \(networkAdvice)")
    }

    private static let networkAdvice = "check the network, name resolution and the proxy of this machine"

    /// Whether somebody runs the daemon, and whether it polls.
    ///
    /// - Parameter holder: Who has the database open as its daemon, in words.
    static func daemon(_ holder: String?, _ feeds: [FeedHealth], at now: Instant) -> Finding {
        guard let holder else {
            return .ill(
                "daemon",
                "no daemon is running, so nothing is polled and no alert is sent: start it, as with `systemctl start bellwether`"
            )
        }
        let due = feeds.filter(\.isPolled).map(\.polls.next)
        if let first = due.min(), now - first > longestDelay {
            return .ill(
                "daemon",
                "\(holder) should have polled at \(first.rfc3339) and has not: read its log (`journalctl -u bellwether`), then restart it"
            )
        }
        return .well("daemon", "\(holder) is running")
    }
}

extension FeedHealth {
    /// Whether the daemon asks for it: neither paused nor gone for good.
    fileprivate var isPolled: Bool {
        switch condition {
        case .paused, .known(.gone, _): false
        default: true
        }
    }
}
