/// A headline of the past, to be replayed.
public struct DatedHeadline: Sendable, Equatable {
    /// When it came in.
    public var at: Instant
    /// Who published it; sources count as feeds do.
    public var source: String
    /// The headline itself.
    public var text: String
    /// When it happened; nil for when it came in.
    public var eventTime: Instant?
    /// What tells it from others with the same words; nil where nothing does.
    public var id: String?
    /// The title of the same item that its source replaced with this one; nil for an item that is new.
    public var former: String?
    /// Whether it came while its source was new: then it teaches and raises no alert.
    public var isBacklog = false
    /// Whether the time of day is known; where only the day is, `at` is a time of that day.
    public var hasTime = true

    /// A headline as a file or the history holds it.
    public init(at: Instant, source: String, text: String) {
        self.at = at
        self.source = source
        self.text = text
    }
}
