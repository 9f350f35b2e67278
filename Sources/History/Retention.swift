/// How much of the past is kept.
public struct Retention: Sendable, Equatable {
    /// The age at which items, quotes and changes of feeds' states are deleted; nil keeps them all.
    ///
    /// Alerts are always kept.
    public var age: Duration?
    /// Bytes in use above which the oldest items are deleted; nil for no limit.
    public var size: Int64?

    /// Keeps everything unless told otherwise.
    public init(age: Duration? = nil, size: Int64? = nil) {
        self.age = age
        self.size = size
    }
}
