/// Where the fields of an entry lie in a JSON document: paths as `data.0.title`, a dot in a key as `\.`.
public struct EntryMapping: Sendable, Equatable {
    /// Path to the array of entries; nil when the document itself is the array.
    public var rows: String?
    public var title: String
    public var id: String?
    public var link: String?
    public var published: String?
    public var updated: String?
    public var summary: String?
    public var content: String?
    public var author: String?
    /// An array of texts, or of objects with a `name`.
    public var categories: String?
    public var language: String?

    public init(title: String) { self.title = title }
}

/// How a source tells that there is more, and how it is asked for.
public struct PageMapping: Sendable, Equatable {
    /// Path to the token of the next page, or to its address; nothing there means that this page is the last.
    public var next: String
    /// The parameter of the address that takes the token; nil when `next` is an address.
    public var parameter: String?
    /// Pages that one poll asks for at most.
    public var most: Int

    public init(next: String, parameter: String?, most: Int) {
        self.next = next
        self.parameter = parameter
        self.most = most
    }
}
