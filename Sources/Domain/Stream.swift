/// A sequence of stories that is watched for spikes.
public enum Stream: Hashable, Sendable, Codable {
    case market
    case topic(String)
    case entity(String)
    /// What is said of one entity on one topic; only where much is said of the entity.
    case entityTopic(String, topic: String)

    /// The form in the database, the alert log and on the command line: `market`, `topic:earnings`, `entity:ACME`,
    /// `entity:ACME#earnings`.
    public var name: String {
        switch self {
        case .market: "market"
        case .topic(let topic): "topic:\(topic)"
        case .entity(let symbol): "entity:\(symbol)"
        case .entityTopic(let symbol, let topic): "entity:\(symbol)#\(topic)"
        }
    }

    /// The entity that it is about, by its symbol.
    public var symbol: String? {
        switch self {
        case .entity(let symbol), .entityTopic(let symbol, _): symbol
        case .market, .topic: nil
        }
    }

    /// Reads `name` back; nil for anything else.
    public init?(name: String) {
        if name == "market" {
            self = .market
        } else if name.hasPrefix("topic:"), name.count > 6 {
            self = .topic(String(name.dropFirst(6)))
        } else if name.hasPrefix("entity:"), name.count > 7 {
            let parts = name.dropFirst(7).split(
                separator: "#", maxSplits: 1, omittingEmptySubsequences: false)
            guard parts.count == 2 else {
                self = .entity(String(name.dropFirst(7)))
                return
            }
            guard !parts[0].isEmpty, !parts[1].isEmpty else { return nil }
            self = .entityTopic(String(parts[0]), topic: String(parts[1]))
        } else {
            return nil
        }
    }
}
