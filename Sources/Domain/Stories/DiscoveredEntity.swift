/// A company that no catalogue lists, as far as texts have told.
public struct DiscoveredEntity: Sendable, Equatable {
    /// The same for all ways of writing the name.
    public let key: String
    /// The name as people read it.
    public let name: String
    /// The symbol by which its mentions and its stream go: a listed symbol, or the name itself; nil until it
    /// has a stream.
    public var symbol: String?
    /// Stories that named it.
    public var stories = 0
    /// The stories, each with a weight that halves every two months, as of `lastSeen`.
    public var weight = 0.0
    /// The log odds that it is a company, of the same stories, with the same weights.
    public var evidence = 0.0
    /// How often a model took the name for something else, with the same weights.
    public var doubts = 0.0
    /// The owners of the sources that named it: the first few.
    public var sources: [String] = []
    /// When it was first named.
    public let firstSeen: Instant
    /// When it was last named.
    public var lastSeen: Instant

    /// A name that was never counted.
    public init(key: String, name: String, firstSeen: Instant) {
        self.key = key
        self.name = name
        self.firstSeen = firstSeen
        lastSeen = firstSeen
    }
}

/// What a person has said of a name.
public struct EntityChoice: Sendable, Equatable {
    /// What a name is.
    public enum Kind: String, Sendable, CaseIterable {
        /// A company: it is watched from its next story on.
        case accepted
        /// Another name of an entity that has a symbol.
        case merged
        /// Nothing to watch.
        case ignored
    }

    /// The key of the name.
    public let key: String
    /// The name as people read it.
    public let name: String
    /// What the name is.
    public let kind: Kind
    /// The symbol of the entity that it is merged into, or under which it is accepted; nil for its own name.
    public let symbol: String?
    /// Who said so.
    public let by: String
    /// Why, in their words.
    public var reason: String?
    /// When.
    public let at: Instant

    /// A choice by a person.
    public init(key: String, name: String, kind: Kind, symbol: String? = nil, by: String, at: Instant) {
        self.key = key
        self.name = name
        self.kind = kind
        self.symbol = symbol
        self.by = by
        self.at = at
    }
}
