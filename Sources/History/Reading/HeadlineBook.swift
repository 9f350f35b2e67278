public import Domain

/// Finds stored headlines.
public protocol HeadlineBook: Sendable {
    /// Headlines that a query asks for, the latest first.
    ///
    /// Costs the same in a long history: where hardly any headline is as asked for, it stops with what it
    /// found, says how far back it looked, and the next page goes on from there.
    ///
    /// - Throws: `HistoryError.unreadableQuery` for a text that full-text search cannot read.
    func headlines(_ query: HeadlineQuery) async throws -> HeadlinePage
}

/// Which headlines are asked for; what is nil or empty leaves nothing out.
public struct HeadlineQuery: Sendable, Equatable {
    /// Words of the title or the summary, as full-text search reads them (FTS5); words in a script without
    /// spaces are found by any part.
    public var text: String?
    /// Sentiments toward the stream's entity where a stream is asked for, else of the text.
    public var sentiments: Set<Sentiment> = []
    /// Only what counts in this stream: the market, a topic, an entity or a topic of an entity.
    public var stream: Stream?
    /// Only what this feed brought.
    public var feed: String?
    /// Only headlines with an event time in this span.
    public var span: Range<Instant>?
    /// Whether the copies of a story are one row.
    public var isOncePerStory = true
    /// Only headlines after this place in the order; nil for the first page.
    public var after: HeadlinePage.Place?
    /// How many headlines at most.
    public var limit = 50

    /// Asks for the latest headlines.
    public init() {}
}

/// Some headlines, the latest first.
public struct HeadlinePage: Sendable {
    /// The headlines.
    public let headlines: [StoredHeadline]
    /// Where the next page begins; nil on the last one.
    public let next: Place?
    /// How far back was looked where that did not fill the page and there is more; otherwise nil.
    public let searchedTo: Instant?

    /// A page of headlines.
    public init(_ headlines: [StoredHeadline], next: Place?, searchedTo: Instant? = nil) {
        self.headlines = headlines
        self.next = next
        self.searchedTo = searchedTo
    }

    /// A place in the order of headlines.
    public struct Place: Sendable, Equatable {
        /// The event time of the headline before.
        public let time: Instant
        /// The number of the item before.
        public let number: Int64

        /// The place behind an item.
        public init(time: Instant, number: Int64) {
            self.time = time
            self.number = number
        }
    }
}

/// A stored headline with what the model says of it.
public struct StoredHeadline: Sendable, Equatable {
    /// The item's number.
    public let number: Int64
    /// The title as it is now.
    public let title: String
    /// Where the text is.
    public let link: String?
    /// The feed that brought it.
    public let feed: String
    /// Who published it, where the feed says so.
    public let publisher: String?
    /// Its language (BCP 47); nil where nobody knows.
    public let language: String?
    /// When it counts.
    public let at: Instant
    /// What the model says; nil for a title that it cannot read.
    public let assessment: StoredAssessment?
    /// The entities that it names, the most relevant first.
    public let mentions: [StoredMention]
    /// Other items of its story.
    public let copies: Int
    /// Whether it came when its feed was new, and only taught.
    public let isBacklog: Bool

    /// A headline as it is stored.
    public init(
        number: Int64, title: String, link: String?, feed: String, publisher: String?, language: String?,
        at time: Instant, assessment: StoredAssessment?, mentions: [StoredMention], copies: Int,
        isBacklog: Bool
    ) {
        self.number = number
        self.title = title
        self.link = link
        self.feed = feed
        self.publisher = publisher
        self.language = language
        at = time
        self.assessment = assessment
        self.mentions = mentions
        self.copies = copies
        self.isBacklog = isBacklog
    }
}

/// What the model said of a stored text.
public struct StoredAssessment: Sendable, Equatable {
    /// The probabilities of the sentiments.
    public let sentiment: SentimentScores
    /// The most probable topic.
    public let topic: String
    /// Its probability.
    public let topicShare: Float
    /// The words that mattered most, the weightiest first.
    public let words: [WordWeight]
    /// The adverse event that it reports; nil where no model judged it.
    public let adverse: AdverseEvent?

    /// What the model said.
    public init(
        sentiment: SentimentScores, topic: String, topicShare: Float, words: [WordWeight],
        adverse: AdverseEvent? = nil
    ) {
        self.sentiment = sentiment
        self.topic = topic
        self.topicShare = topicShare
        self.words = words
        self.adverse = adverse
    }
}

/// An entity that a stored title names.
public struct StoredMention: Sendable, Equatable {
    /// The entity's symbol.
    public let symbol: String
    /// Its name in the catalogue.
    public let name: String
    /// The probabilities of the sentiments toward it.
    public let sentiment: SentimentScores
    /// The adverse event that it suffers; nil where no model judged it.
    public let adverse: AdverseEvent?
    /// How much the title is about it, above 0 up to 1; nil in rows of older versions.
    public let relevance: Double?

    /// A mention as it is stored.
    public init(
        symbol: String, name: String, sentiment: SentimentScores, adverse: AdverseEvent? = nil,
        relevance: Double?
    ) {
        self.symbol = symbol
        self.name = name
        self.sentiment = sentiment
        self.adverse = adverse
        self.relevance = relevance
    }
}
