import Domain

// A source that is blind is news: nothing bad is heard of a company whose feed answers with a wall.

extension Alert {
    /// The kind of these alerts, and what stands before the feed's id in their stream.
    static let sourceKind = "source-blind"
    static let sourcePrefix = "source:"

    /// A feed that comes back sooner is not worth a word.
    private static let patience: Duration = .seconds(1800)

    /// The notices that are due: of feeds that have been blind for half an hour, and of those that see again.
    ///
    /// - Parameter open: The latest notices of such alerts that have not ended.
    static func sources(blind: [BlindFeed], open: [Alert], at now: Instant) -> [Alert] {
        let told = Set(open.map(\.stream))
        let fired = blind.filter { now - $0.since >= patience && !told.contains(sourcePrefix + $0.id) }
            .map { Alert(blind: $0, at: now) }
        let isBlind = Set(blind.map { sourcePrefix + $0.id })
        return fired + open.filter { !isBlind.contains($0.stream) }.map { Alert(seeing: $0, at: now) }
    }

    private init(blind feed: BlindFeed, at now: Instant) {
        self.init(
            source: Self.sourcePrefix + feed.id,
            id: "s" + String(fingerprint("\(feed.id) \(feed.since.milliseconds)".utf8), radix: 16),
            sequence: 0, state: .firing, at: now,
            explanation:
                "\(feed.title) has been \(feed.state) since \(feed.since.rfc3339): \(feed.evidence ?? "no reason is known"). What it would tell is not seen."
        )
    }

    private init(seeing open: Alert, at now: Instant) {
        self.init(
            source: open.stream, id: open.id, sequence: open.sequence + 1, state: .resolved, at: now,
            explanation: "The feed answers as usual again.")
    }

    private init(
        source stream: String, id: String, sequence: Int, state: State, at now: Instant, explanation: String
    ) {
        self.init(
            id: id, sequence: sequence, at: now.rfc3339, stream: stream, kind: Self.sourceKind,
            severity: .warning, state: state, window: "30m", observed: 0, expected: 0, baselineShare: 0,
            share: 0, surpriseBits: 0, falseAlarmsPerMonth: 0, stories: 0, sources: 1, headlines: [],
            quote: nil, explanation: explanation)
    }
}
