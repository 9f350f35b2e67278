public import Domain

/// What a study is about, and so which earlier alerts are like it.
public struct StudySubject: Sendable, Equatable {
    /// The id of the alert itself, which is none of its cases; nil for a question without an alert.
    public let alert: String?
    /// What the alert is about, or the stream of an entity; nil where only a kind of risk is asked for.
    public let stream: Stream?
    /// The kind of event that most of the stories report; nil where none is.
    public let risk: RiskType?
    /// Whether the stories are negative, positive or matching.
    public let quality: String

    /// An alert, by its first notice.
    public init(_ firing: Alert) {
        alert = firing.id
        stream = firing.stream
        risk = firing.risks.first
        quality = firing.kind.quality
    }

    /// Bad news about an entity, of a kind of risk, or both.
    public init(entity symbol: String?, risk: RiskType?) {
        alert = nil
        stream = symbol.map(Stream.entity)
        self.risk = risk
        quality = Alert.Kind.surge.quality
    }

    /// Whether the price to look at is the index's: alerts about a topic or the market have none of their
    /// own.
    var isMarket: Bool { stream.map { Self.isMarket($0) } ?? false }

    /// Whether there is no price to look at: themes and feeds have none.
    public var isPriceless: Bool { stream.map { !isMarket && $0.symbol == nil } ?? false }

    static func isMarket(_ stream: Stream) -> Bool { stream.kind == .market || stream.kind == .topic }
}
