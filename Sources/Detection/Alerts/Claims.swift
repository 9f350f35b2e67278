import Domain

/// Which stories the alerts of which streams explain, so that a wider stream is not surprised by them again.
struct Claims: Sendable {
    /// Streams that have fired: until when each explains its stories.
    private var explainsUntil: [Stream: Instant] = [:]
    /// Of those, the ones whose alert is open.
    private(set) var open: Set<Stream> = []
    /// The streams whose alerts claim a story.
    private var claimants: [StoryID: [Stream]] = [:]
    /// So many claims are kept before those that explain nothing any more are forgotten.
    private var most = Self.fewest
    private static let fewest = 1000

    private static let forever = Instant(milliseconds: .max)

    /// Notes whether a stream that has fired is open, and what it claims beyond so many stories.
    mutating func note(_ stream: Stream, _ state: StreamState, since claims: Int, cooldown: Duration) {
        guard let quietSince = state.quietSince else { return }
        if state.open == nil { open.remove(stream) } else { open.insert(stream) }
        // For as long as a window or the cooldown may hold the stories.
        explainsUntil[stream] =
            state.open == nil ? quietSince + max(cooldown, Model.longestWindow + Model.bin) : Self.forever
        for story in state.claims(since: claims) where claimants[story]?.contains(stream) != true {
            claimants[story, default: []].append(stream)
        }
    }

    /// Whether an alert of a stream as narrow as this or narrower explains a story.
    func explains(_ story: StoryID, for stream: Stream, at now: Instant) -> Bool {
        guard let claimants = claimants[story] else { return false }
        return claimants.contains {
            $0.width <= stream.width && explainsUntil[$0].map { now < $0 } ?? false
        }
    }

    /// Whether an open alert of a stream explains a story.
    func claims(_ story: StoryID, for stream: Stream) -> Bool {
        open.contains(stream) && claimants[story]?.contains(stream) ?? false
    }

    /// Forgets what no alert explains any more, whenever the claims have doubled: a constant cost a claim.
    mutating func sweep(at now: Instant) {
        guard claimants.count > most else { return }
        explainsUntil = explainsUntil.filter { now < $0.value }
        claimants = claimants.compactMapValues { streams in
            let left = streams.filter { explainsUntil[$0] != nil }
            return left.isEmpty ? nil : left
        }
        most = max(2 * claimants.count, Self.fewest)
    }
}
