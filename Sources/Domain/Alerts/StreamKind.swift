extension Stream {
    /// What a stream is about.
    ///
    /// Everything that differs between kinds is in `properties`, a row a kind, and in `width`: a new kind is
    /// a case and its row.
    public enum Kind: Sendable, CaseIterable {
        /// All stories.
        case market
        /// The stories of one topic.
        case topic
        /// The stories that name one entity.
        case entity
        /// What is said of one entity on one topic; only where much is said of the entity.
        case entityTopic
        /// The stories with a word, or a pair of words, that surges in bad news.
        case theme
        /// Whether one feed still shows what happens; no stories are counted.
        case source

        /// The row of the kind.
        public var properties: Properties {
            switch self {
            case .market:
                Properties("market", .word, prior: Prior(strength: 0.5, storiesPerDay: 10))
            case .topic: Properties("topic:", .text, prior: Prior(strength: 0.4, storiesPerDay: 1))
            case .entity:
                Properties("entity:", .symbol, prior: Prior(strength: 0.3, storiesPerDay: 0.15))
            case .entityTopic:
                Properties(
                    "entity:", .symbolAndTopic, prior: Prior(strength: 0.3, storiesPerDay: 0.1))
            case .theme: Properties("theme:", .text, prior: Prior(strength: 0.3, storiesPerDay: 0.03))
            case .source: Properties("source:", .text, prior: nil)
            }
        }

        /// Alerts of narrower streams explain stories to wider ones; the narrower are judged first.
        ///
        /// Not in the row, for it is asked for each story and stream.
        public var width: Int {
            switch self {
            case .market: 4
            case .topic: 3
            case .theme: 2
            case .entity: 1
            case .entityTopic, .source: 0
            }
        }
    }

    /// What distinguishes a kind of stream from the others.
    public struct Properties: Sendable {
        /// How the name of a stream begins.
        public let prefix: String
        /// What follows the prefix.
        public let form: Form
        /// What is believed of a stream before it has a history; nil where no stories are counted.
        public let prior: Prior?

        init(_ prefix: String, _ form: Form, prior: Prior?) {
            self.prefix = prefix
            self.form = form
            self.prior = prior
        }
    }

    /// What follows the prefix in the name of a stream.
    public enum Form: Sendable {
        /// Nothing: the prefix is the name.
        case word
        /// Any text.
        case text
        /// A symbol, which has no `#`.
        case symbol
        /// A symbol, `#` and a topic.
        case symbolAndTopic
    }

    /// The Gamma distribution that a new stream's rate of negative stories is believed to have.
    public struct Prior: Sendable {
        /// The shape of the distribution: small, so that evidence soon outweighs it.
        public let strength: Double
        /// The mean of the distribution: negative stories on an average day.
        public let storiesPerDay: Double

        /// A belief with this shape and mean.
        public init(strength: Double, storiesPerDay: Double) {
            self.strength = strength
            self.storiesPerDay = storiesPerDay
        }
    }
}
