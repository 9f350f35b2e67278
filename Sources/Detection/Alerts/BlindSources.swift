public import Domain

// A feed that is blind is news: nothing bad is heard of a company whose feed answers with a login page.

extension Alert {
    /// How long a feed must be blind before an alert fires; many come back sooner.
    private static let patience: Duration = .seconds(1800)

    /// The notices that are due: of feeds that have been blind for half an hour, and of those that work
    /// again.
    ///
    /// - Parameter open: The latest notices of such alerts that are not over.
    public static func blindSources(_ blind: [BlindFeed], open: [Alert], at now: Instant) -> [Alert] {
        let alerted = Set(open.map(\.stream))
        let fired = blind.filter { now - $0.since >= patience && !alerted.contains(.source($0.id)) }
            .map { Alert(blind: $0, at: now) }
        let isBlind = Set(blind.map { Stream.source($0.id) })
        return fired + open.filter { !isBlind.contains($0.stream) }.map { $0.seesAgain(at: now) }
    }

    private init(blind feed: BlindFeed, at now: Instant) {
        var measures = Measures(window: Self.patience)
        measures.sources = 1
        self.init(
            id: "s" + String(fingerprint("\(feed.id) \(feed.since.milliseconds)".utf8), radix: 16), at: now,
            stream: .source(feed.id), kind: .sourceBlind, severity: .warning, measures: measures,
            explanation:
                "\(feed.title) has been \(feed.state.rawValue) since \(feed.since.rfc3339): \(feed.evidence ?? "the reason is unknown"). News from it is being missed."
        )
        name = feed.title
    }

    private func seesAgain(at now: Instant) -> Alert {
        var notice = next(at: now)
        notice.state = .resolved
        notice.explanation = "The feed works again."
        return notice
    }
}
