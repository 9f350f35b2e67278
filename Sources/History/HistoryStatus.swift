public import Domain

/// Figures about the whole history at one moment, for the daemon's status line and its metrics.
public struct HistoryStatus: Sendable, Equatable {
    /// Feeds by state; nil stands for those that were never polled.
    public let feeds: [FeedState?: Int]
    /// Items ever stored.
    public let items: Int
    /// Alerts that are not resolved.
    public let openAlerts: Int
    /// Deliveries that a sink has yet to take.
    public let pending: Int
    /// Deliveries that were given up.
    public let dead: Int
    /// Bytes of the history in use.
    public let bytes: Int64

    /// Figures of one moment.
    public init(
        feeds: [FeedState?: Int], items: Int, openAlerts: Int, pending: Int, dead: Int, bytes: Int64
    ) {
        self.feeds = feeds
        self.items = items
        self.openAlerts = openAlerts
        self.pending = pending
        self.dead = dead
        self.bytes = bytes
    }

    /// Feeds that would miss news that broke now.
    public var blindFeeds: Int {
        feeds.reduce(0) { $0 + ($1.key?.isBlind == true ? $1.value : 0) }
    }
}
