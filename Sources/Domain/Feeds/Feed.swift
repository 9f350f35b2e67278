/// A source to watch, as a catalogue describes it.
public struct Feed: Sendable, Equatable {
    /// Unique over all catalogues: lower-case letters, digits, `-`, `.`.
    public let id: String
    public let title: String
    public let url: String
    public let kind: Kind
    /// The time between two polls when nothing says otherwise.
    public let interval: Duration
    /// The longest time between two polls, for a feed whose interval adapts to how often it changes, and may then be a
    /// quarter of `interval`; nil for a fixed one.
    public var maximumInterval: Duration?
    /// Sent instead of the daemon's own User-Agent; some sources demand a form of their own.
    public let userAgent: String?
    /// Quotes, for feeds of prices.
    public let quotes: QuoteMapping?
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
    /// What a response must hold to be believed.
    public var expectation = Expectation()
    /// Keys by name, for which `${NAME}` stands in `url` and `headers`.
    public var secrets: [String: String] = [:]

    /// What a response must hold to be believed, as the catalogue says.
    public struct Expectation: Sendable, Equatable {
        /// Entries, or rows of prices.
        public var minimumEntries = 0
        /// The age of the latest entry; nil for any.
        public var maximumAge: Duration?

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
