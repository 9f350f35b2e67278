/// Where to find the fields of an entry in a JSON document: paths such as `data.0.title`, with `\.` for a dot
/// in a key.
public struct EntryMapping: Sendable, Equatable {
    /// Path to the array of entries; nil when the document itself is the array.
    public var rows: String?
    /// The only field that every entry must have.
    public var title: String
    /// Path to the identifier, a string or a number.
    public var id: String?
    /// Path to the address of the entry.
    public var link: String?
    /// Path to the publication date, in any form that feeds use.
    public var published: String?
    /// Path to the date of the last change.
    public var updated: String?
    /// Path to the summary, plain or HTML.
    public var summary: String?
    /// Path to the full text, plain or HTML.
    public var content: String?
    /// Path to the name of the author.
    public var author: String?
    /// Path to an array of texts, or of objects with a `name`.
    public var categories: String?
    /// Path to the language.
    public var language: String?
    /// Path to the name of the publisher, where the source is an aggregator.
    public var publisher: String?

    /// Maps the title; the other paths are set where the catalogue gives them.
    public init(title: String) { self.title = title }
}
