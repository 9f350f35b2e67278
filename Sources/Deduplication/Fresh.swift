public import Domain

/// What an arrival brings that is not stored yet.
public struct Fresh: Sendable, Equatable {
    /// Items that are not stored, in the order of their entries.
    public var items: [Item]
    /// Stored items whose source has changed their title.
    public var edits: [ItemEdit]
}
