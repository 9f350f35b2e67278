/// A known entry that its source has changed.
public struct ItemEdit: Sendable, Equatable {
    public let key: String
    public let title: String
    public let summary: String?

    public init(key: String, title: String, summary: String?) {
        self.key = key
        self.title = title
        self.summary = summary
    }
}
