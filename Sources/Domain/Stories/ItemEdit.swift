/// A change that a source made to an entry that is stored.
public struct ItemEdit: Sendable, Equatable {
    /// The key of the stored item.
    public let key: String
    /// The new title.
    public let title: String
    /// The new summary.
    public let summary: String?
    /// The language, as the source names it (BCP 47).
    public let language: String?
    /// The title before.
    public let former: String

    /// A change of an item.
    public init(key: String, title: String, summary: String?, language: String? = nil, former: String) {
        self.key = key
        self.title = title
        self.summary = summary
        self.language = language
        self.former = former
    }
}
