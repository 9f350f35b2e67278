public import Domain
import Glibc

/// What an alert is, as a vector x: properties by name, then the stream itself.
///
/// The stream has a place that a hash chooses (feature hashing; Weinberger and others, 2009), so that one can
/// learn that ACME is of no interest.
public struct AlertFeatures: Sendable, Equatable, Codable {
    /// The values of the names, then those of the places.
    public let values: [Double]

    /// What the first values measure, for a person.
    public static let names = [
        "any alert", "about an entity", "about a topic", "about the market", "a shift of the share",
        "critical", "surprise", "stories", "sources", "excess", "share", "adverse tone",
    ]
    static let places = 32
    /// How much a stream is believed to differ from others of its kind before anything is known.
    private static let ownWeight = 0.4
    /// The length of every vector.
    public static let count = names.count + places

    /// The features of an alert.
    public init(_ alert: Alert) {
        let (kind, measures) = (alert.stream.kind, alert.measures)
        let tones = alert.headlines.map { Double($0.score) }
        let tone = tones.isEmpty ? 0 : -tones.reduce(0, +) / Double(tones.count)
        var values: [Double] = [
            1, alert.stream.symbol != nil ? 1 : 0, kind == .topic ? 1 : 0, kind == .market ? 1 : 0,
            alert.kind.isShare ? 1 : 0, alert.severity == .critical ? 1 : 0,
            min(measures.surpriseBits / 40, 2), Self.scaled(measures.stories), Self.scaled(measures.sources),
            Self.scaled(Int(min(Double(measures.observed) / max(measures.expected, 0.1), 1000))),
            measures.share - measures.baselineShare, tone,
        ]
        var hashed = [Double](repeating: 0, count: Self.places)
        hashed[Self.place(of: alert.stream)] = Self.ownWeight
        values += hashed
        self.values = values
    }

    /// Reads back what was stored; nil for a vector of another version.
    public init?(_ values: [Double]) {
        guard values.count == Self.count, values.allSatisfy(\.isFinite) else { return nil }
        self.values = values
    }

    /// The place of a stream among the values.
    static func place(of stream: Stream) -> Int {
        Int(fingerprint(stream.name.utf8) % UInt64(places))
    }

    /// 0 for none, 1 for a thousand.
    private static func scaled(_ count: Int) -> Double { log2(1 + Double(max(count, 0))) / 10 }
}
