package import Domain

extension [FeedEvent] {
    /// When a feed would have missed what happened in a span, of its changes, the oldest first; what goes on
    /// still ends with the span.
    ///
    /// - Parameter present: The present state. Retention deletes old changes; it is known even then.
    package func blindTimes(in span: Range<Instant>, present: FeedEvent?) -> [Range<Instant>] {
        var events = self
        if let present, present.at < span.upperBound, present.at > last?.at ?? Instant(milliseconds: .min) {
            events.append(present)
        }
        var (times, start) = ([Range<Instant>](), Instant?.none)
        for event in events {
            if event.state.isBlind {
                start = start ?? Swift.max(event.at, span.lowerBound)
            } else if let begun = start {
                if begun < event.at { times.append(begun..<event.at) }
                start = nil
            }
        }
        if let start, start < span.upperBound { times.append(start..<span.upperBound) }
        return times
    }
}
