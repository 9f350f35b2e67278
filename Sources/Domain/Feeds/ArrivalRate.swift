/// How often a feed brings something, learned from its polls; Fetching learns and judges by it.
public struct ArrivalRate: Sendable, Equatable, Codable {
    /// Polls that brought something, by hour of the day: 24 of weekdays, then 24 of weekends, older ones
    /// weighing less.
    public var arrivals = [Float](repeating: 0, count: 48)
    /// Hours observed, in the same places.
    public var hours = [Float](repeating: 0, count: 48)
    /// The time up to which hours are counted.
    public var seen: Instant?
    /// When something last came.
    public var lastArrival: Instant?
    /// Bodies in a row that had changed and brought nothing.
    public var emptyBodies = 0
    /// Entries of a usual body, on average.
    public var entries: Float?
    /// Bodies in a row with far fewer.
    public var shortBodies = 0

    /// Knows nothing yet.
    public init() {}

    /// The names under which databases keep it.
    private enum CodingKeys: String, CodingKey {
        case arrivals, hours, seen, lastArrival, entries
        case emptyBodies = "barren"
        case shortBodies = "thin"
    }
}
