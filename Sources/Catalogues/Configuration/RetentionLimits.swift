import Domain

/// How much history is kept.
public struct RetentionLimits: Sendable, Equatable {
    /// How long items and quotes are kept; nil for ever.
    public var age: Duration?
    /// The bytes that the database may take; nil for all that there are.
    public var bytes: Int64?

    /// No limits.
    public init() {}
}

extension RetentionLimits: Section {
    static let blank = RetentionLimits()

    static let keys: [Key<RetentionLimits>] = [
        optional(
            "maximum_age", \.age, .duration(.seconds(7 * 86400)...(.seconds(36500 * 86400))),
            "Items, quotes and changes of feeds' states that are older are deleted."
        ).formerly("age").otherwise("kept"),
        optional(
            "maximum_size", \.bytes, .bytes, "Above this size of the database the oldest are deleted."
        ).formerly("size").otherwise("kept"),
    ]
}
