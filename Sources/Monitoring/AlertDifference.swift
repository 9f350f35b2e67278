public import Domain

/// What changed settings do to the alerts of one past.
public struct AlertDifference: Sendable, Equatable, Encodable {
    public enum Change: String, Sendable, Encodable { case gained, lost, earlier, later }

    public let change: Change
    public let stream: String
    /// When the changed settings fire; nil for a lost alert.
    public let at: String?
    /// When the former ones fired; nil for a gained alert.
    public let was: String?
    public let explanation: String

    /// Alerts of one stream so close together tell of one event.
    private static let sameEvent: Duration = .seconds(86400)

    /// The differences in order of time, and the number of alerts that are the same.
    ///
    /// - Parameters: Firing notices, each in order of time.
    public static func between(_ former: [Alert], _ changed: [Alert]) -> (
        differences: [AlertDifference], same: Int
    ) {
        var differences: [AlertDifference] = []
        var same = 0
        var left = Dictionary(grouping: former, by: \.stream)
        for alert in changed {
            let place = left[alert.stream]?.firstIndex { isSameEvent($0, alert) }
            guard let place, let was = left[alert.stream]?.remove(at: place) else {
                differences.append(AlertDifference(.gained, alert, at: alert.at, was: nil))
                continue
            }
            if was.at == alert.at {
                same += 1
            } else {
                let change: Change = alert.at < was.at ? .earlier : .later
                differences.append(AlertDifference(change, alert, at: alert.at, was: was.at))
            }
        }
        differences += left.values.joined().map { AlertDifference(.lost, $0, at: nil, was: $0.at) }
        return (differences.sorted { ($0.time, $0.stream) < ($1.time, $1.stream) }, same)
    }

    private init(_ change: Change, _ alert: Alert, at: String?, was: String?) {
        self.change = change
        stream = alert.stream
        self.at = at
        self.was = was
        explanation = alert.explanation
    }

    private var time: String { at ?? was ?? "" }

    private static func isSameEvent(_ a: Alert, _ b: Alert) -> Bool {
        guard let first = Instant(rfc3339: a.at), let second = Instant(rfc3339: b.at) else { return false }
        return first - second < sameEvent && second - first < sameEvent
    }
}
