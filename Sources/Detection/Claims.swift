import Domain

/// Which stories the alerts of which streams explain, so that a wider stream is not surprised by them again.
struct Claims: Sendable {
    /// Streams that have fired: until when each explains its stories.
    private var explainsUntil: [Stream: Instant] = [:]
    /// Of those, the ones whose alert is open.
    private(set) var open: Set<Stream> = []
    /// The streams whose alerts claim a story.
    private var claimants: [StoryID: [Stream]] = [:]
    /// When claims that explain nothing any more were last forgotten.
    private var swept: Instant?

    private static let forever = Instant(milliseconds: .max)

    /// Notes whether a stream that has fired is open, and what it claims beyond so many stories.
    mutating func note(_ stream: Stream, _ state: StreamState, since claims: Int, cooldown: Duration) {
        guard let lastFired = state.lastFired else { return }
        if state.open == nil { open.remove(stream) } else { open.insert(stream) }
        // For as long as a window or the cooldown may hold the stories.
        explainsUntil[stream] =
            state.open == nil ? lastFired + max(cooldown, Model.longestWindow + Model.bin) : Self.forever
        for story in state.claims(since: claims) where claimants[story]?.contains(stream) != true {
            claimants[story, default: []].append(stream)
        }
    }

    /// Those of the stories that an alert of this stream or of a narrower or equal one explains.
    func explained(_ evidence: [Evidence], for stream: Stream, at now: Instant) -> Set<StoryID> {
        var explained: Set<StoryID> = []
        for story in evidence.lazy.map(\.story) {
            let isExplained = claimants[story]?.contains {
                $0.width <= stream.width && explainsUntil[$0].map { now < $0 } ?? false
            }
            if isExplained == true { explained.insert(story) }
        }
        return explained
    }

    /// Forgets what no alert explains any more, once a day.
    mutating func sweep(at now: Instant) {
        guard swept.map({ now - $0 > Model.longestWindow }) ?? true else { return }
        swept = now
        explainsUntil = explainsUntil.filter { now < $0.value }
        claimants = claimants.compactMapValues { streams in
            let left = streams.filter { explainsUntil[$0] != nil }
            return left.isEmpty ? nil : left
        }
    }
}
