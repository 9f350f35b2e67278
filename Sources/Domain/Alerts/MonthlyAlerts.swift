/// How many alerts a month people are told of, of all streams together.
public struct MonthlyAlerts: Sendable, Equatable {
    /// Those of one kind of stream.
    public struct Kind: Sendable, Equatable {
        /// `entity`, `topic`, `market` or `theme`.
        public let name: String
        /// Alerts a month.
        public let rate: Double

        /// A share of the alerts.
        public init(_ name: String, rate: Double) {
            self.name = name
            self.rate = rate
        }
    }

    /// Alerts a month in all.
    public let rate: Double
    /// The same by kind of stream, in alphabetical order; kinds without alerts are left out.
    public let kinds: [Kind]

    /// A rate and its parts.
    public init(rate: Double, kinds: [Kind]) {
        self.rate = rate
        self.kinds = kinds
    }

    /// "about 6 alerts a month with this catalogue: entity 4.2, market 1.5".
    public var inWords: String {
        "about \(counted(Int(rate.rounded()), "alert")) a month with this catalogue"
            + (kinds.isEmpty
                ? "" : ": " + kinds.map { "\($0.name) \($0.rate.places(1))" }.joined(separator: ", "))
    }
}
