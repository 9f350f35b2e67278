package import Domain

extension HeadlineQuery {
    /// The entity that is asked for.
    package var symbol: String? { stream?.symbol }

    /// The feed that is asked for.
    package var source: String? { feed ?? (stream?.kind == .source ? stream?.subject : nil) }

    /// All times that are stored as such; before the first and after the last are texts that are no times.
    private static let allTimes =
        Instant(milliseconds: -62_167_219_200_000)..<Instant(milliseconds: 253_402_300_799_999)

    /// The times that may hold headlines.
    package var times: Range<Instant> {
        let times = (span ?? Self.allTimes).clamped(to: Self.allTimes)
        guard let after, times.upperBound > after.time else { return times }
        return min(times.lowerBound, after.time)..<after.time + .milliseconds(1)
    }
}
