/// A source to watch, as a catalogue describes it.
public struct Feed: Sendable, Equatable {
    /// Unique over all catalogues: lower-case letters, digits, `-`, `.`.
    public var id: String
    /// For people, as the catalogue names it.
    public var title: String
    /// The address to poll, with `${NAME}` in place of keys.
    public var url: String
    /// What it carries, and so how it is read.
    public var kind: Kind
    /// The time between two polls when nothing says otherwise.
    public var interval: Duration
    /// The longest time between two polls, for a feed whose interval adapts to how often it changes, and may
    /// then be a quarter of `interval`; nil for a fixed one.
    public var maximumInterval: Duration?
    /// Sent instead of the daemon's own User-Agent; some sources demand a form of their own.
    public var userAgent: String?
    /// Where to find quotes, for CSV and JSON feeds of prices.
    public var quotes: QuoteMapping?
    /// Where to find entries, for news feeds that are JSON of their own design; nil for RSS, Atom and JSON
    /// Feed.
    public var entries: EntryMapping?
    /// The time zone of dates that name none, by its name in the tz database; nil where it is to be learned.
    public var zone: String?
    /// Where to find further pages, for the same feeds.
    public var pages: PageMapping?
    /// Paths at which JSON reports an error behind any status.
    public var errorPaths: [String] = []
    /// What of its entries the classifier reads.
    public var assessedPart = AssessedPart.title
    /// Header lines that the source requires; they are sent to no other host.
    public var headers: [String: String] = [:]
    /// Whether it may be at, or redirect to, an address outside the public Internet.
    public var allowsPrivate = false
    /// A file of certificates to trust in place of the system's.
    public var certificateAuthority: String?
    /// What a response must hold to be believed.
    public var expectation = Expectation()
    /// Keys by name; `url` and `headers` refer to them as `${NAME}`.
    public var secrets: [String: String] = [:]

    /// What a response must hold to be believed, as the catalogue says.
    public struct Expectation: Sendable, Equatable {
        /// Entries, or rows of prices.
        public var minimumEntries = 0
        /// The age of the latest entry; nil for any.
        public var maximumAge: Duration?

        /// Expects nothing.
        public init() {}
    }

    /// A text of the feed with its keys filled in; only for the wire.
    public func filled(_ text: String) -> String {
        secrets.reduce(text) { $0.replacing("${\($1.key)}", with: $1.value) }
    }

    /// A text with the keys replaced by their names: for logs, errors and the database.
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

    /// A feed with the defaults of a catalogue.
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
