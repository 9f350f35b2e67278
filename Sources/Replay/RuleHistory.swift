public import Detection
public import Domain
public import History

extension DetectionSettings {
    /// What is looked at before the span that counts, so that the streams have learned: themes fire after 45
    /// days.
    private static let learned: Duration = .seconds(7 * 7 * 86400)
    /// Items that are in memory at a time.
    private static let pageSize = 5000

    /// What these settings would have told in the four weeks before a time, or as much of them as there is a
    /// history of.
    ///
    /// Costs as `firings`.
    public func pastAlerts(of history: any ItemBook, at now: Instant) async throws -> PastAlerts {
        let month = (now - PastAlerts.longest)..<now
        let (fired, first) = try await replayed(history, in: month)
        let from = max(month.lowerBound, (first ?? now) + learningPeriod)
        return PastAlerts(fired: fired, span: min(from, now)..<now)
    }

    /// The alerts that these settings would have fired in a span, the first first.
    ///
    /// The stored items of the span and of seven weeks before it go through a detector as they came, with the
    /// assessments of then: nothing is classified again. Costs some 50 µs an item.
    public func firings(
        of history: any ItemBook, in span: Range<Instant>
    ) async throws -> [Alert] {
        try await replayed(history, in: span).fired
    }

    /// The alerts of a span, and when the first item of all came that was looked at.
    private func replayed(
        _ history: any ItemBook, in span: Range<Instant>
    ) async throws -> (fired: [Alert], first: Instant?) {
        var first: Instant?
        var detector = SteppedDetector(Detector(settings: self))
        var fired: [Alert] = []
        let since = span.lowerBound - Self.learned
        var last: Int64 = 0
        while let page = try await history.assessedItems(
            since: since, after: last, limit: Self.pageSize)
        {
            last = page.last
            first = first ?? page.items.first?.item.fetchedAt
            for answer in page.items.chunked(by: { [$0.item.fetchedAt.rfc3339, $0.item.feed] }) {
                guard let at = answer.first?.item.fetchedAt, at < span.upperBound else { continue }
                fired += detector.step(Array(answer), at: at).filter {
                    $0.sequence == 0 && span.contains($0.at)
                }
            }
            try Task.checkCancellation()
        }
        return (fired, first)
    }
}
