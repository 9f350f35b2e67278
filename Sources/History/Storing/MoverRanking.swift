package import Domain

extension Mover {
    /// Days before that say what is usual.
    private static let comparedDays: Int64 = 14
    /// The longest span that is compared.
    private static let longestMove: Duration = .seconds(86400)

    /// What is compared of a span: its last day at most, from the beginning of a half hour on.
    package static func compared(_ span: Range<Instant>) -> Range<Instant> {
        let earliest = max(span.lowerBound, span.upperBound - longestMove)
        return SeriesPoint.start(of: earliest)..<max(span.upperBound, earliest)
    }

    /// The days before a time that say what is usual then.
    ///
    /// - Parameter first: The first half hour of the history; nil for none.
    package static func days(before time: Instant, since first: Instant?) -> Int64 {
        guard let first, first < time else { return 0 }
        // A day that is known in part counts as one.
        return min((time.milliseconds - first.milliseconds + 86_399_999) / 86_400_000, comparedDays)
    }

    /// Those of which more is said than is usual, the greatest change first.
    package static func ranked(
        _ candidates: [(summary: StreamSummary, usual: Double)]
    ) -> [(summary: StreamSummary, usual: Double)] {
        candidates.filter { Double($0.summary.stories) > $0.usual }.sorted {
            let (first, second) = (change($0), change($1))
            return first == second ? $0.summary.stream.name < $1.summary.stream.name : first > second
        }
    }

    /// How far a count is above the usual one, in standard deviations of a count; one more story in each, so
    /// that a first story after weeks of silence is not beyond comparison.
    private static func change(_ candidate: (summary: StreamSummary, usual: Double)) -> Double {
        (Double(candidate.summary.stories) - candidate.usual) / (candidate.usual + 1).squareRoot()
    }
}
