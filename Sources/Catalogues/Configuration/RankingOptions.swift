/// What happens to alerts that are unlikely to be useful, by what people answered to others like them.
public struct RankingOptions: Sendable, Equatable {
    /// Whether they are kept from the sinks.
    public var mutes = false

    /// The defaults.
    public init() {}
}

extension RankingOptions: Section {
    static let blank = RankingOptions()

    static let keys: [Key<RankingOptions>] = [
        key(
            "mute", \.mutes, .flag,
            """
            Keeps alerts that are unlikely to be useful, by what you acknowledged and dismissed, from the sinks; never \
            critical ones.
            """)
    ]
}
