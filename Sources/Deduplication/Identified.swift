public import Domain

/// An entry that is not stored yet, under the identity that it has at every poll.
public struct IdentifiedEntry: Sendable, Equatable {
    /// Unique within the feed: `guid:…`, `link:…` or `hash:…`.
    public let key: String
    /// The title, or the text that replaces a missing one.
    public let title: String
    /// The summary, cut to what is kept.
    public let summary: String?
    /// The entry as parsed.
    let entry: Entry

    /// When it was published, or else changed, as the source says.
    public var date: StatedTime? { entry.published ?? entry.updated }

    /// Keys under which it may be stored from before its id or link was seen to be shared.
    var formerKeys: [String] { Deduplication.formerKeys(of: entry, key: key) }
}

extension IdentifiedEntry {
    /// The entry of a stored item under its new title, as if it came now.
    public init(_ edit: ItemEdit) {
        key = edit.key
        title = edit.title
        summary = edit.summary
        entry = Entry(title: edit.title, summary: edit.summary, language: edit.language)
    }
}

/// What of an arrival is new, by identity alone.
public struct Identified: Sendable, Equatable {
    /// Entries that are not stored, in their order.
    public var entries: [IdentifiedEntry] = []
    /// Stored items whose source has changed their title.
    public var edits: [ItemEdit] = []
    /// Keys that the feed's entries share, so that they tell none apart; to be given with its next arrival.
    public var sharedKeys: [String] = []
}
