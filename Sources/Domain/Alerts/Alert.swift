/// What a person is told about a stream: one notice of an alert.
///
/// The first notice of an alert has the sequence 0; a later one is made from it with `next(at:)` and changed.
/// What the log and the sinks get is an `AlertRecord`.
public struct Alert: Sendable, Equatable {
    /// The same for every notice of one alert.
    public let id: String
    /// 0 for the notice with which the alert fires, one more for each later notice.
    public private(set) var sequence = 0
    /// When the notice was given.
    public private(set) var at: Instant
    /// What the alert is about.
    public let stream: Stream
    /// What people call the entity, the theme or the feed that the alert is about; nil for other streams,
    /// and where nobody knows.
    public var name: String?
    /// What is unusual.
    public var kind: Kind
    /// How urgent the alert is.
    public var severity: Severity
    /// Whether the alert still holds.
    public var state = State.firing
    /// The numbers behind the alert.
    public var measures: Measures
    /// The headlines that caused the alert: first the one that says best what happened, then the most
    /// negative.
    public var headlines: [Headline] = []
    /// The kinds of adverse event that the stories report, the most frequent first.
    public var risks: [RiskType] = []
    /// Why the alert fired, in sentences for a person.
    public var explanation: String
    /// The id of the rule that applies to the stream.
    public var rule: String?
    /// Entities whose alerts fired in the hours before, where more fired than chance explains: one crisis.
    public var joined: [Stream] = []
    /// Streams whose alerts tell of the same crisis, and are told with this one.
    public var touched: [Stream] = []
    /// The id of the alert that tells of the same crisis, so that this one sends no notices; nil for one that
    /// is told by itself.
    public var toldBy: String?
    /// What the theme is that the alert is about; nil for other streams.
    public var theme: Theme?
    /// How old the latest story was when the alert fired, if that was late; nil for an alert in time.
    public var lateness: Duration?
    /// What the history adds to a notice.
    public var context = Context()

    /// The notice with which an alert fires.
    public init(
        id: String, at: Instant, stream: Stream, kind: Kind, severity: Severity, measures: Measures,
        explanation: String
    ) {
        self.id = id
        self.at = at
        self.stream = stream
        self.kind = kind
        self.severity = severity
        self.measures = measures
        self.explanation = explanation
    }

    /// The next notice of the same alert, to be changed by the caller; what the history added to this one is
    /// left out.
    public func next(at now: Instant) -> Alert {
        var notice = self
        notice.sequence += 1
        notice.at = now
        notice.context = Context()
        return notice
    }

    /// The same notice with another sequence number, as a stored record says.
    func numbered(_ sequence: Int) -> Alert {
        var notice = self
        notice.sequence = sequence
        return notice
    }

    /// What is unusual about a stream.
    public enum Kind: String, Sendable, CaseIterable {
        /// More negative stories than usual, and a larger share of them.
        case surge = "negative-spike"
        /// About as many stories as usual, but more of them negative.
        case share = "negative-share"
        /// More positive stories than usual, and a larger share of them.
        case positiveSurge = "positive-spike"
        /// About as many stories as usual, but more of them positive.
        case positiveShare = "positive-share"
        /// More stories than usual with the words of a rule, and a larger share of them.
        case matchSurge = "match-spike"
        /// About as many stories as usual, but more of them with the words of a rule.
        case matchShare = "match-share"
        /// A feed that no longer shows what happens.
        case sourceBlind = "source-blind"

        /// Whether only the share is unusual.
        public var isShare: Bool { [.share, .positiveShare, .matchShare].contains(self) }

        /// What the stories are, for a person: `negative`, `positive` or `matching`.
        public var quality: String {
            switch self {
            case .surge, .share, .sourceBlind: "negative"
            case .positiveSurge, .positiveShare: "positive"
            case .matchSurge, .matchShare: "matching"
            }
        }
    }

    /// Whether an alert still holds.
    public enum State: String, Sendable, Codable { case firing, resolved }

    /// How urgent an alert is.
    public enum Severity: String, Sendable, Codable, Comparable, CaseIterable {
        case warning, critical

        public static func < (a: Severity, b: Severity) -> Bool { a == .warning && b == .critical }
    }

    /// The numbers behind an alert.
    public struct Measures: Sendable, Equatable {
        /// Length of the window that surprised most; it ends when the alert fires.
        public var window: Duration
        /// Negative stories in the window; in the last notice, those of the whole alert.
        public var observed = 0
        /// Negative stories that the baseline expects in the window.
        public var expected = 0.0
        /// Usual share of negative stories, in [0, 1].
        public var baselineShare = 0.0
        /// Share of negative stories in the window, in [0, 1].
        public var share = 0.0
        /// −log₂ of the probability of as many negative stories and as high a share, under the baseline.
        public var surpriseBits = 0.0
        /// How often a stream like this one would fire by chance, per month of 30 days.
        public var falseAlarmsPerMonth = 0.0
        /// Stories in the window, of any sentiment.
        public var stories = 0
        /// Owners of the feeds that carried the negative stories.
        public var sources = 0

        /// Measures of a window, all else zero.
        public init(window: Duration) { self.window = window }
    }

    /// A headline as an alert shows it.
    public struct Headline: Sendable, Equatable {
        /// The headline itself.
        public let title: String
        /// Where to read it; nil when the feed does not say.
        public let link: String?
        /// Positive minus negative, in [-1, 1].
        public let score: Float
        /// The words that mattered most, heaviest first.
        public let words: [String]
        /// How new the title was against those of the week before, in [0, 1]; nil where nobody knows.
        public let novelty: Double?
        /// The kinds of adverse event that it reports, the most probable first.
        public let risks: [RiskType]

        /// A headline as an alert shows it.
        public init(
            title: String, link: String?, score: Float, words: [String], novelty: Double? = nil,
            risks: [RiskType] = []
        ) {
            self.title = title
            self.link = link
            self.score = score
            self.words = words
            self.novelty = novelty
            self.risks = risks
        }
    }

    /// What the history adds to a notice before it is stored.
    public struct Context: Sendable, Equatable {
        /// The last price of the entity.
        public var quote: QuoteMove?
        /// The ids of watched feeds that are blind.
        public var blindSources: [String] = []
        /// Earlier alerts like this one, the most similar first.
        public var similar: [Earlier] = []
        /// How likely the alert is to be useful by what people said of others, in [0, 1]; nil after the first
        /// notice.
        public var usefulness: Double?
        /// Why the alert is ranked so, for a person; nil after the first notice.
        public var ranking: String?

        /// Nothing is known.
        public init() {}
    }

    /// The last price of an entity and how it moved, as fractions of the earlier price.
    public struct QuoteMove: Sendable, Equatable {
        /// The listed symbol.
        public let symbol: String
        /// The last price, in the currency of its feed.
        public let price: Double
        /// The change over an hour, as a fraction of the earlier price; nil without one, and where a split or
        /// a change of unit lies between both.
        public let change1h: Double?
        /// The change over a day, likewise.
        public let change1d: Double?

        /// A price and its moves.
        public init(symbol: String, price: Double, change1h: Double?, change1d: Double?) {
            self.symbol = symbol
            self.price = price
            self.change1h = change1h
            self.change1d = change1d
        }

        /// The last price of a series and its moves; nil for an empty one.
        public init?(_ symbol: String, _ series: PriceSeries, at now: Instant) {
            guard let last = series.last else { return nil }
            self.init(
                symbol: symbol, price: last, change1h: series.change(since: now - .seconds(3600)),
                change1d: series.change(since: now - .seconds(86400)))
        }
    }

    /// An alert of the past.
    public struct Earlier: Sendable, Equatable {
        /// The id of the alert.
        public let id: String
        /// When it fired.
        public let at: Instant
        /// What it was about.
        public let stream: Stream
        /// Its most negative headline.
        public let title: String

        /// An alert of the past.
        public init(id: String, at: Instant, stream: Stream, title: String) {
            self.id = id
            self.at = at
            self.stream = stream
            self.title = title
        }
    }
}
