public import Domain

/// What changed settings do to the alerts of one past.
public struct AlertDifference: Sendable, Equatable {
    /// What becomes of an alert.
    public enum Change: String, Sendable, Encodable { case gained, lost, earlier, later }

    /// What becomes of it.
    public let change: Change
    /// What the alert is about.
    public let stream: Stream
    /// When the changed settings fire; nil for a lost alert.
    public let at: Instant?
    /// When the former ones fired; nil for a gained alert.
    public let was: Instant?
    /// Why it fires, or fired.
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
        return (differences.sorted { ($0.time, $0.stream.name) < ($1.time, $1.stream.name) }, same)
    }

    private init(_ change: Change, _ alert: Alert, at: Instant?, was: Instant?) {
        self.change = change
        stream = alert.stream
        self.at = at
        self.was = was
        explanation = alert.explanation
    }

    private var time: Instant { at ?? was ?? Instant(milliseconds: 0) }

    private static func isSameEvent(_ a: Alert, _ b: Alert) -> Bool {
        a.at - b.at < sameEvent && b.at - a.at < sameEvent
    }
}

extension AlertDifference: Encodable {
    private enum CodingKeys: String, CodingKey { case change, stream, at, was, explanation }

    public func encode(to encoder: any Encoder) throws {
        var difference = encoder.container(keyedBy: CodingKeys.self)
        try difference.encode(change, forKey: .change)
        try difference.encode(stream, forKey: .stream)
        try difference.encodeIfPresent(at?.rfc3339, forKey: .at)
        try difference.encodeIfPresent(was?.rfc3339, forKey: .was)
        try difference.encode(explanation, forKey: .explanation)
    }
}
