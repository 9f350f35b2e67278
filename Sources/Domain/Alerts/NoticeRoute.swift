/// Where a notice goes.
public struct NoticeRoute: Sendable, Equatable {
    /// The sinks that the notice is meant for, by id.
    public let receivers: [String]
    /// Whether a silence or the ranking keeps it from all of them; it stays in the history.
    public let isSilenced: Bool

    /// A route to some sinks.
    public init(receivers: [String], isSilenced: Bool) {
        self.receivers = receivers
        self.isSilenced = isSilenced
    }
}

/// What the history knows that decides where a notice goes.
///
/// It is read in the transaction that stores the notice, so that nothing of it can change in between.
public struct RoutingFacts: Sendable, Equatable {
    /// What was decided about the first notice of the alert; nil for the first itself.
    public var first: First?
    /// The silences in force at the time of the notice, of any streams.
    public var silences: [Silence] = []
    /// Whether the ranking keeps the alert from the sinks.
    public var isMuted = false

    /// No earlier notice, no silence, not muted.
    public init() {}

    /// What was decided about an alert's first notice.
    public struct First: Sendable, Equatable {
        /// The sinks that it was meant for; nil where a version before 0.1 did not write them down.
        public let receivers: [String]?
        /// Whether it was kept from them.
        public let isSilenced: Bool

        /// What was decided, as it is stored.
        public init(receivers: [String]?, isSilenced: Bool) {
            self.receivers = receivers
            self.isSilenced = isSilenced
        }
    }
}
