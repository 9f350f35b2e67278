/// A source to watch, as a catalogue describes it.
public struct Feed: Sendable, Equatable {
    /// Unique over all catalogues: lower-case letters, digits, `-`, `.`.
    public var id: String
    public var title: String
    public var url: String
    public var kind: Kind
    /// The time between two polls when nothing says otherwise.
    public var interval: Duration
    /// The longest time between two polls, for a feed whose interval adapts to how often it changes, and may then be a
    /// quarter of `interval`; nil for a fixed one.
    public var slowest: Duration?
    /// Sent instead of the daemon's own User-Agent; some sources demand a form of their own.
    public var userAgent: String?
    /// Quotes, for feeds of prices.
    public var quotes: QuoteMapping?
    /// Entries, for feeds of news that are JSON of a form of their own; nil for RSS, Atom and JSON Feed.
    public var entries: EntryMapping?
    /// Further pages, for those.
    public var pages: PageMapping?
    /// Paths at which JSON says that it is an error, whatever the status.
    public var errorPaths: [String] = []
    /// Header lines that the source wants to see; they reach no other host.
    public var headers: [String: String] = [:]
    /// Whether it may lie at, or lead to, an address that is not of the public Internet.
    public var allowsPrivate = false
    /// A file of certificates to trust instead of the system's.
    public var certificateAuthority: String?
    /// What an answer must hold to be believed.
    public var expectation = Expectation()
    /// Keys by name, for which `${NAME}` stands in `url` and `headers`.
    public var secrets: [String: String] = [:]

    /// What an answer must hold to be believed, as the catalogue says.
    public struct Expectation: Sendable, Equatable {
        /// Entries or rows at least.
        public var least = 0
        /// The age of the latest entry at most.
        public var age: Duration?

        public init() {}
    }

    /// A text of the feed with its keys in their places; for the wire alone.
    public func filled(_ text: String) -> String {
        secrets.reduce(text) { $0.replacing("${\($1.key)}", with: $1.value) }
    }

    /// A text with the keys taken out again: for logs, errors and the database.
    public func redacted(_ text: String) -> String {
        secrets.reduce(text) { $0.replacing($1.value, with: "${\($1.key)}") }
    }

    /// What a feed carries.
    public enum Kind: String, Sendable, CaseIterable {
        /// RSS, Atom or JSON Feed; the format is sniffed.
        case news
        /// Quotes as CSV with a header row.
        case csv
        /// Quotes as JSON, found by field paths.
        case json
        /// The daily reference rates of the European Central Bank.
        case ecb
    }

    public init(
        id: String, title: String, url: String, kind: Kind, interval: Duration, userAgent: String? = nil,
        quotes: QuoteMapping? = nil
    ) {
        self.id = id
        self.title = title
        self.url = url
        self.kind = kind
        self.interval = interval
        self.userAgent = userAgent
        self.quotes = quotes
    }
}

/// Where the fields of a quote lie in a CSV row (column names) or a JSON document (paths as `data.0.price`).
public struct QuoteMapping: Sendable, Equatable {
    /// Path to the array of rows in JSON; nil when the document itself is the one row.
    public var rows: String?
    /// Column or path of the symbol.
    public var symbolField: String?
    /// The symbol when the source does not say it.
    public var symbol: String?
    /// Column or path of the price, a number or a string of one.
    public var price: String
    /// Column or path of the time; nil when the source gives none, and the fetch time stands in.
    public var time: String?
    /// ISO 4217 code, or nil when the price is an index level.
    public var currency: String?
    /// What the source's number is multiplied by: 0.01 for pence.
    public var unit = 1.0
    /// Whether the source gives the inverse: euros a dollar for dollars a euro.
    public var isInverse = false
    /// The zone of times that have none.
    public var zone = MarketZone.utc

    public init(
        rows: String? = nil, symbolField: String? = nil, symbol: String? = nil, price: String,
        time: String? = nil, currency: String? = nil
    ) {
        self.rows = rows
        self.symbolField = symbolField
        self.symbol = symbol
        self.price = price
        self.time = time
        self.currency = currency
    }
}

/// How often all feeds of one owner may ask together, as the plans of many sources say.
public struct RequestBudget: Sendable, Equatable {
    /// The registered domain, or host and port of a private server.
    public var domain: String
    public var requests: Int
    public var period: Duration

    public init(domain: String, requests: Int, period: Duration) {
        self.domain = domain
        self.requests = requests
        self.period = period
    }
}
