import Detection
import Domain

/// A detector that is taken through the past as the daemon takes its own through the present: answer by
/// answer, with a tick in each bin while an alert is open.
struct SteppedDetector {
    private(set) var detector: Detector
    private var last: Instant?

    init(_ detector: Detector) { self.detector = detector }

    /// Takes in the items of one moment; returns the notices in their order.
    mutating func step(_ items: [AssessedItem], at now: Instant) -> [Alert] {
        var notices = tick(until: now)
        let outcome = detector.observe(items, now: now)
        detector.adopt(outcome)
        notices += outcome.alerts
        last = now
        return notices
    }

    /// What time alone brings about between two moments.
    private mutating func tick(until now: Instant) -> [Alert] {
        guard let last else { return [] }
        var notices: [Alert] = []
        var next = Detector.endOfBin(of: last)
        while detector.hasOpenAlerts, next < now {
            let outcome = detector.advance(to: next)
            detector.adopt(outcome)
            notices += outcome.alerts
            next = Detector.endOfBin(of: next)
        }
        return notices
    }
}

extension Array {
    /// Runs of elements that have a property in common.
    func chunked<Value: Equatable>(by property: (Element) -> Value) -> [ArraySlice<Element>] {
        var chunks: [ArraySlice<Element>] = []
        var start = startIndex
        for index in indices where index > start && property(self[index]) != property(self[start]) {
            chunks.append(self[start..<index])
            start = index
        }
        if start < endIndex { chunks.append(self[start...]) }
        return chunks
    }
}
