import Domain

/// What all streams have in common: when news come, and how high scores rise by chance.
public struct Population: Sendable, Equatable, Codable {
    var season = Season()
    /// Since when streams have been watched; nil before, and in states of older versions.
    var since: Instant?
    /// How often entities fire; nil before the first time.
    var firings: FiringRate?
    private var surges = [ScoreTail](repeating: ScoreTail(), count: classes)
    private var shares = [ScoreTail](repeating: ScoreTail(), count: classes)

    /// Classes of rates lie between these, in negative stories a day.
    private static let bounds = [0.3, 1, 3, 10, 30]
    private static let classes = 6

    /// From this class on, streams have peaks by chance often enough to learn from each other.
    private static let firstDense = 2

    /// Knows no stream yet: a built-in profile of the week and the tails of a study stand in.
    public init() {}

    static func rateClass(_ perDay: Double) -> Int { bounds.firstIndex { perDay < $0 } ?? bounds.count }

    /// The tail of a class; of it and its denser and then its sparser neighbors together while it has too
    /// few peaks.
    func tail(_ question: Question, rateClass: Int) -> ScoreTail.Fit {
        let tails = question == .surge ? surges : shares
        if let fit = tails[rateClass].fit { return fit }
        if rateClass >= Self.firstDense {
            let denser = tails[rateClass...].reduce(ScoreTail()) { $0.joined(with: $1) }
            let dense = tails[Self.firstDense...].reduce(ScoreTail()) { $0.joined(with: $1) }
            if let fit = denser.fit ?? dense.fit { return fit }
        }
        return question == .surge ? Model.surgeTails[rateClass] : Model.shareTail
    }

    mutating func observe(_ peaks: DailyPeaks, rateClass: Int, until day: Int32) {
        let days = day - peaks.day
        surges[rateClass].observe(peaks.surge, days: days, until: day)
        shares[rateClass].observe(peaks.share, days: days, until: day)
    }
}
