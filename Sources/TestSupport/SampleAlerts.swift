public import Domain

extension Alert {
    /// A firing notice with plausible numbers: five negative stories within two hours where half a one is
    /// usual.
    public static func sample(
        _ id: String = "a1", of stream: Domain.Stream = .entity("ACME"),
        at: Instant = Instant(milliseconds: 1_795_426_200_000), severity: Severity = .warning,
        headlines: [Headline] = [], explanation: String = "why"
    ) -> Alert {
        var measures = Measures(window: .seconds(7200))
        measures.observed = 5
        measures.expected = 0.5
        measures.baselineShare = 0.25
        measures.share = 1
        measures.surpriseBits = 20.5
        measures.falseAlarmsPerMonth = 0.01
        measures.stories = 5
        measures.sources = 2
        var alert = Alert(
            id: id, at: at, stream: stream, kind: .surge, severity: severity, measures: measures,
            explanation: explanation)
        alert.headlines = headlines
        return alert
    }

    /// A later notice of the same alert at the same time.
    public func notice(_ sequence: Int, _ state: State) -> Alert {
        var notice = self
        while notice.sequence < sequence { notice = notice.next(at: at) }
        notice.state = state
        return notice
    }
}
