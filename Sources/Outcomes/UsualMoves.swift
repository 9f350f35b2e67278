import Domain

/// What a price does in a window at times without an alert: the comparison for what it does after one.
public struct UsualMoves: Sendable, Equatable {
    /// The days before a case from which the comparison is taken, as the estimation window of a study with
    /// daily prices (MacKinlay 1997, section 4; Brown and Warner 1985 have 239 days).
    static let days = 120
    /// Fewer times say too little of what is usual.
    static let fewest = 20

    /// The changes at those times.
    public let change: Spread
    /// The median of the ranges; nil where prices come too seldom for one.
    public let range: Double?

    /// The usual moves before a case; nil where too few are known.
    ///
    /// They begin at the clock time of the case on each of the 120 days before it, without those whose window
    /// touches that of an alert about the same symbol. Times between the same two prices, as on a weekend,
    /// count once.
    ///
    /// - Parameter alerts: When the alerts about the symbol fired, in any order.
    init?(before time: Instant, over window: StudyWindow, of prices: PriceRecord, alerts: [Instant]) {
        var moves: [PriceMove] = []
        for days in 1...Self.days {
            let start = time - .seconds(86400) * days
            let isClear = alerts.allSatisfy { $0 <= start - window.duration || $0 >= start + window.duration }
            guard isClear, let move = prices.move(from: start, over: window),
                (move.start.at, move.end.at) != (moves.last?.start.at, moves.last?.end.at)
            else { continue }
            moves.append(move)
        }
        guard moves.count >= Self.fewest, let change = Spread(moves.map(\.change)) else { return nil }
        self.change = change
        range = Spread(moves.compactMap(\.range))?.median
    }
}
