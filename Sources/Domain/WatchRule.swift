/// What a watchlist asks of its streams; what it leaves out is as the configuration says for all.
///
/// Of several rules the first that a stream matches holds for it.
public struct WatchRule: Sendable, Equatable {
    public let id: String
    public let streams: [StreamPattern]
    /// Alerts by chance that are accepted, per stream and month of 30 days.
    public var falseAlertsPerStreamMonth: Double?
    /// Distinct negative stories that a spike needs.
    public var minimumStories: Int?
    /// Distinct feeds that must carry them.
    public var minimumSources: Int?
    /// Silence of a stream after an alert.
    public var cooldown: Duration?
    /// What an alert of these streams is at least.
    public var severity: Alert.Severity?
    /// The sinks that get the alerts, besides the log; nil for all.
    public var sinks: [String]?

    public init(id: String, streams: [StreamPattern]) {
        self.id = id
        self.streams = streams
    }

    public func holds(for stream: Stream) -> Bool {
        let name = stream.name
        if streams.contains(where: { $0.matches(name) }) { return true }
        // What holds for an entity holds for its topics, too.
        guard case .entityTopic(let symbol, _) = stream else { return false }
        return holds(for: .entity(symbol))
    }
}

/// The name of a stream or of a source, or a pattern of such names with `*` for anything: `topic:*`.
public struct StreamPattern: Sendable, Hashable, CustomStringConvertible {
    public let description: String
    private let pieces: [Substring]

    /// Nil for what no stream can match.
    public init?(_ text: String) {
        description = text
        pieces = text.split(separator: "*", omittingEmptySubsequences: false)
        if isExact {
            guard Stream(name: text) != nil || text.hasPrefix("source:") && text.count > 7 else { return nil }
        } else {
            let fixed = pieces.first ?? ""
            let kinds = ["market", "topic:", "entity:", "source:"]
            guard kinds.contains(where: { $0.hasPrefix(fixed) || fixed.hasPrefix($0) }) else { return nil }
        }
    }

    /// Whether it names one stream alone.
    public var isExact: Bool { pieces.count == 1 }

    /// Whether a stream's name is one of those meant.
    public func matches(_ name: String) -> Bool {
        guard !isExact else { return name == description }
        guard let first = pieces.first, let last = pieces.last, name.hasPrefix(first),
            name.count >= first.count + last.count, name.hasSuffix(last)
        else { return false }
        var rest = name.dropFirst(first.count).dropLast(last.count)
        for piece in pieces.dropFirst().dropLast() where !piece.isEmpty {
            guard let place = rest.firstRange(of: piece) else { return false }
            rest = rest[place.upperBound...]
        }
        return true
    }
}
