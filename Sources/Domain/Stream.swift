/// A sequence of stories that is watched for spikes.
public enum Stream: Hashable, Sendable, Codable {
    case market
    case topic(String)
    case entity(String)

    /// The form in the database, the alert log and on the command line: `market`, `topic:earnings`, `entity:ACME`.
    public var name: String {
        switch self {
        case .market: "market"
        case .topic(let topic): "topic:\(topic)"
        case .entity(let symbol): "entity:\(symbol)"
        }
    }

    /// Reads `name` back; nil for anything else.
    public init?(name: String) {
        if name == "market" {
            self = .market
        } else if name.hasPrefix("topic:"), name.count > 6 {
            self = .topic(String(name.dropFirst(6)))
        } else if name.hasPrefix("entity:"), name.count > 7 {
            self = .entity(String(name.dropFirst(7)))
        } else {
            return nil
        }
    }
}
