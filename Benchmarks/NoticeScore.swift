import Domain
import Foundation

/// What the notices of one replay tell of a list of events.
struct NoticeScore {
    private var core = 0.0
    private var found = 0.0
    private var perMonth = 0.0
    /// The share of notices that tell of an event.
    private var matching = 0.0
    /// Notices of an event that is found.
    private var perEvent = 0.0
    /// Days from an event's first day to the first notice, over the events that are found.
    private var delay = 0.0
    /// The share of notices that are critical.
    private var critical = 0.0

    init(_ notices: [Alert], of events: [KnownEvent], months: Double) {
        let told = events.map { event in notices.filter(event.isTold) }
        let isFound = told.filter { !$0.isEmpty }
        let count = Double(max(notices.count, 1))
        core = Double(zip(events, told).count { $0.isCore && !$1.isEmpty })
        found = Double(isFound.count)
        perMonth = Double(notices.count) / max(months, 1e-9)
        matching = Double(notices.count { notice in events.contains { $0.isTold(by: notice) } }) / count
        perEvent = Double(isFound.map(\.count).reduce(0, +)) / max(found, 1)
        let delays = zip(events, told).compactMap { event, notices in
            notices.map { ($0.at - event.day) / .seconds(86400) }.min()
        }
        delay = delays.reduce(0, +) / Double(max(delays.count, 1))
        critical = Double(notices.count { $0.severity == .critical }) / count
    }

    /// The means of several replays, in the order of the table's columns.
    static func mean(_ scores: [NoticeScore]) -> String {
        func mean(_ value: KeyPath<NoticeScore, Double>, _ places: Int) -> String {
            let sum = scores.reduce(0) { $0 + $1[keyPath: value] }
            return String(format: "%.\(places)f", sum / Double(max(scores.count, 1)))
        }
        return [
            mean(\.core, 1), mean(\.found, 1), mean(\.perMonth, 1), mean(\.matching, 2), mean(\.perEvent, 2),
            mean(\.delay, 1), mean(\.critical, 2),
        ].joined(separator: " | ")
    }
}
