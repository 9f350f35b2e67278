public import Domain

/// Lists the names that no catalogue lists.
public protocol EntityRecords: Sendable {
    /// Names that pass a filter, those with most recent stories first.
    func entityRecords(_ filter: EntityRecord.Filter) async throws -> [EntityRecord]
}

/// A name that no catalogue lists, with what people said of it.
public struct EntityRecord: Sendable, Equatable {
    /// What becomes of a name.
    public enum Status: String, Sendable, CaseIterable {
        /// It is counted.
        case candidate
        /// It has a stream, for what was counted says that it is a company.
        case watched
        /// A person said that it is a company.
        case accepted
        /// A person said that it is another name of an entity.
        case merged
        /// A person said that it is nothing to watch.
        case ignored
    }

    /// Which names are asked for.
    public struct Filter: Sendable, Equatable {
        /// Names of one status; nil for all but candidates of a single story, unless the name is asked for.
        public var status: Status?
        /// The name as people read it, or its key; nil for all.
        public var name: String?
        /// Names that contain a text, in any case; nil for all.
        public var text: String?
        /// The most that are wanted.
        public var limit: Int

        /// Names of a status that contain a text.
        public init(
            status: Status? = nil, name: String? = nil, text: String? = nil, limit: Int = 500
        ) {
            self.status = status
            self.name = name
            self.text = text
            self.limit = limit
        }
    }

    /// The same for all ways of writing the name.
    public let key: String
    /// The name as people read it.
    public let name: String
    /// What becomes of it.
    public let status: Status
    /// The symbol of its mentions and its stream; nil where it has none.
    public let symbol: String?
    /// Stories that named it.
    public let stories: Int
    /// The owners of sources that named it: the first few.
    public let sources: [String]
    /// When it was first named; nil for a name that a person gave and no story has.
    public let firstSeen: Instant?
    /// When it was last named.
    public let lastSeen: Instant?
    /// Who said what it is; nil where nobody did.
    public let by: String?

    /// A name with what is known of it.
    public init(
        key: String, name: String, status: Status, symbol: String?, counted: DiscoveredEntity?, by: String?
    ) {
        self.key = key
        self.name = name
        self.status = status
        self.symbol = symbol
        stories = counted?.stories ?? 0
        sources = counted?.sources ?? []
        firstSeen = counted?.firstSeen
        lastSeen = counted?.lastSeen
        self.by = by
    }

    /// The listed symbol that it goes by; nil where it goes by its own name, or none.
    public var link: String? { symbol == name ? nil : symbol }
}
