/// Who published an entry that an aggregator lists.
public struct Publisher: Sendable, Equatable {
    /// The name that people read.
    public var name: String
    /// The host of its site, or its registered domain, without `www.`; nil where the aggregator does not say.
    public var domain: String?

    /// A publisher as an aggregator names it.
    public init(name: String, domain: String? = nil) {
        self.name = name
        self.domain = domain
    }

    /// What tells it from other sources: its domain, otherwise its name.
    public var owner: String { domain ?? name.lowercased() }
}
