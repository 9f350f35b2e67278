package import Domain

/// Counts stories that report adverse events, by kind and step of a span.
package struct AdverseCounting {
    /// The counts, in the order of their first stories.
    package private(set) var counts: [AdverseCount] = []
    /// Where the latest count of each kind is; nil is a kind, too.
    private var latest: [RiskType?: Int] = [:]
    private let start: Instant
    private let step: Duration

    /// Has counted nothing yet.
    package init(from start: Instant, step: Duration) { (self.start, self.step) = (start, step) }

    /// Counts a story; stories come in the order of time.
    package mutating func count(_ types: [RiskType], at time: Instant) {
        let type = types.first
        if let index = latest[type], place(counts[index].at) == place(time) {
            counts[index].stories += 1
        } else {
            latest[type] = counts.count
            counts.append(AdverseCount(at: time, type: type, stories: 1))
        }
    }

    private func place(_ time: Instant) -> Int64 {
        (time - start).inMilliseconds / max(step.inMilliseconds, 1)
    }
}
