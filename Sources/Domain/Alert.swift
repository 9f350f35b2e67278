/// What a person is told; its JSON form is part of the command-line contract.
public struct Alert: Sendable, Equatable, Codable {
    /// The same for the firing and the resolved notice of one spike.
    public let id: String
    /// 0 for the firing notice, rising with every later one of the same id.
    public let sequence: Int
    /// RFC 3339, UTC.
    public let at: String
    public let stream: String
    public let kind: String
    public let severity: Severity
    public let state: State
    /// The window, in words: `2h`.
    public let window: String
    public let observed: Int
    public let expected: Double
    public let baselineShare: Double
    public let share: Double
    public let surpriseBits: Double
    public let falseAlarmsPerMonth: Double
    public let stories: Int
    public let sources: Int
    public let headlines: [Headline]
    public var quote: QuoteMove?
    public var explanation: String
    /// The rule that held for the stream, by its id.
    public var rule: String?
    /// Streams whose alerts this one stands for besides its own; absent in alerts of version 0.1.
    public var joined: [String]?
    /// The feeds among its sources, or that watch its companies, that are blind; absent in alerts of version 0.1.
    public var blindSources: [String]?
    /// Earlier alerts like this one, the likest first; absent in alerts of version 0.1.
    public var similar: [Earlier]?
    /// How likely it is to be of use by what people answered, in [0, 1], and why; null for notices after the first.
    public var usefulness: Double?
    public var ranking: String?

    /// An alert of the past.
    public struct Earlier: Sendable, Equatable, Codable {
        public let id: String
        /// RFC 3339, UTC.
        public let at: String
        public let stream: String
        /// Its most negative headline.
        public let title: String

        public init(id: String, at: String, stream: String, title: String) {
            self.id = id
            self.at = at
            self.stream = stream
            self.title = title
        }

        enum CodingKeys: String, CodingKey {
            // Not `id`, by which a line of the log is found.
            case id = "alert_id"
            case at, stream, title
        }
    }

    public enum State: String, Sendable, Codable { case firing, resolved }

    public enum Severity: String, Sendable, Codable, Comparable, CaseIterable {
        case warning, critical

        public static func < (a: Severity, b: Severity) -> Bool { a == .warning && b == .critical }
    }

    public struct Headline: Sendable, Equatable, Codable {
        public let title: String
        public let link: String?
        public let score: Float
        public let words: [String]
        /// How new the title was against those of the week before, in [0, 1]; absent in alerts of version 0.1.
        public var novelty: Double?

        public init(title: String, link: String?, score: Float, words: [String], novelty: Double? = nil) {
            self.title = title
            self.link = link
            self.score = score
            self.words = words
            self.novelty = novelty
        }

        public func encode(to encoder: any Encoder) throws {
            var headline = encoder.container(keyedBy: CodingKeys.self)
            try headline.encode(title, forKey: .title)
            // Absent values are null: a reader finds every field of the contract in every alert.
            try headline.encode(link, forKey: .link)
            try headline.encode(score, forKey: .score)
            try headline.encode(words, forKey: .words)
            try headline.encode(novelty, forKey: .novelty)
        }
    }

    /// The last price of an entity and how it moved, as fractions of the earlier price.
    public struct QuoteMove: Sendable, Equatable, Codable {
        public let symbol: String
        public let price: Double
        public let change1h: Double?
        public let change1d: Double?

        public init(symbol: String, price: Double, change1h: Double?, change1d: Double?) {
            self.symbol = symbol
            self.price = price
            self.change1h = change1h
            self.change1d = change1d
        }

        public func encode(to encoder: any Encoder) throws {
            var move = encoder.container(keyedBy: CodingKeys.self)
            try move.encode(symbol, forKey: .symbol)
            try move.encode(price, forKey: .price)
            try move.encode(change1h, forKey: .change1h)
            try move.encode(change1d, forKey: .change1d)
        }

        enum CodingKeys: String, CodingKey {
            case symbol, price
            case change1h = "change_1h"
            case change1d = "change_1d"
        }
    }

    public init(
        id: String, sequence: Int, at: String, stream: String, kind: String, severity: Severity, state: State,
        window: String, observed: Int, expected: Double, baselineShare: Double, share: Double,
        surpriseBits: Double, falseAlarmsPerMonth: Double, stories: Int, sources: Int, headlines: [Headline],
        quote: QuoteMove?, explanation: String
    ) {
        self.id = id
        self.sequence = sequence
        self.at = at
        self.stream = stream
        self.kind = kind
        self.severity = severity
        self.state = state
        self.window = window
        self.observed = observed
        self.expected = expected
        self.baselineShare = baselineShare
        self.share = share
        self.surpriseBits = surpriseBits
        self.falseAlarmsPerMonth = falseAlarmsPerMonth
        self.stories = stories
        self.sources = sources
        self.headlines = headlines
        self.quote = quote
        self.explanation = explanation
    }

    enum CodingKeys: String, CodingKey {
        case id, sequence, at, stream, kind, severity, state, window, observed, expected
        case baselineShare = "baseline_share"
        case share
        case surpriseBits = "surprise_bits"
        case falseAlarmsPerMonth = "false_alarms_per_month"
        case stories, sources, headlines, quote, explanation, rule, joined
        case blindSources = "blind_sources"
        case similar, usefulness, ranking
    }

    public func encode(to encoder: any Encoder) throws {
        var alert = encoder.container(keyedBy: CodingKeys.self)
        try alert.encode(id, forKey: .id)
        try alert.encode(sequence, forKey: .sequence)
        try alert.encode(at, forKey: .at)
        try alert.encode(stream, forKey: .stream)
        try alert.encode(kind, forKey: .kind)
        try alert.encode(severity, forKey: .severity)
        try alert.encode(state, forKey: .state)
        try alert.encode(window, forKey: .window)
        try alert.encode(observed, forKey: .observed)
        try alert.encode(expected, forKey: .expected)
        try alert.encode(baselineShare, forKey: .baselineShare)
        try alert.encode(share, forKey: .share)
        try alert.encode(surpriseBits, forKey: .surpriseBits)
        try alert.encode(falseAlarmsPerMonth, forKey: .falseAlarmsPerMonth)
        try alert.encode(stories, forKey: .stories)
        try alert.encode(sources, forKey: .sources)
        try alert.encode(headlines, forKey: .headlines)
        try alert.encode(quote, forKey: .quote)
        try alert.encode(explanation, forKey: .explanation)
        try alert.encode(rule, forKey: .rule)
        try alert.encode(joined ?? [], forKey: .joined)
        try alert.encode(blindSources ?? [], forKey: .blindSources)
        try alert.encode(similar ?? [], forKey: .similar)
        try alert.encode(usefulness, forKey: .usefulness)
        try alert.encode(ranking, forKey: .ranking)
    }
}
