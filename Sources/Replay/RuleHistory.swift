public import Detection
public import Domain
public import History

extension DetectionSettings {
    /// How many weeks are looked at besides the one that counts, so that the streams have learned.
    private static let learned: Duration = .seconds(4 * 7 * 86400)
    private static let week: Duration = .seconds(7 * 86400)
    /// Items that are in memory at a time.
    private static let pageSize = 5000

    /// How often each rule would have fired in the week before a time; streams without a rule count under
    /// nil.
    ///
    /// The stored items go through a detector as they came, with the assessments of then: nothing is
    /// classified again.
    public func firedInLastWeek(
        of history: any ItemBook, at now: Instant
    ) async throws -> [String?: Int] {
        var detector = SteppedDetector(Detector(settings: self))
        var fired: [String?: Int] = [:]
        let since = now - Self.week - Self.learned
        var last: Int64 = 0
        while let page = try await history.assessedItems(
            since: since, after: last, limit: Self.pageSize)
        {
            last = page.last
            for answer in page.items.chunked(by: { [$0.item.fetchedAt.rfc3339, $0.item.feed] }) {
                guard let at = answer.first?.item.fetchedAt else { continue }
                for alert in detector.step(Array(answer), at: at) where alert.sequence == 0 {
                    guard alert.at > now - Self.week else { continue }
                    fired[alert.rule, default: 0] += 1
                }
            }
        }
        return fired
    }
}
