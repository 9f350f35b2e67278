import Domain
public import History

/// What the price did in one window after one alert.
public struct Outcome: Sendable, Equatable {
    /// The alert.
    public let alert: FiredAlert
    /// The symbol whose price it is.
    public let symbol: String
    /// The window.
    public let window: StudyWindow
    /// What the price did.
    public let move: PriceMove
    /// What the index did between the same two times; nil where nobody can say.
    public let marketChange: Double?
    /// What the price usually does; nil where too little is known.
    public let usual: UsualMoves?

    /// The change less that of the index: the market-adjusted return of MacKinlay 1997, section 4, whose
    /// model takes every share to move as the index does.
    public var adjusted: Double? { marketChange.map { move.change - $0 } }

    /// The range against the usual one; nil where one is not known.
    public var rangeRatio: Double? {
        guard let range = move.range, let usual = usual?.range, usual > 0 else { return nil }
        return range / usual
    }

    /// How far a price of the index may be from that of the share in time, as a part of the window.
    private static let alignment = 4

    /// The outcome of an alert; nil where the price of one end of the window is not known.
    ///
    /// - Parameters:
    ///   - prices: The record of the symbol.
    ///   - index: The record of the index; nil where there is none, or the price is its own.
    ///   - alerts: When alerts about the symbol fired.
    init?(
        of alert: FiredAlert, _ symbol: String, over window: StudyWindow, prices: PriceRecord,
        index: PriceRecord?, alerts: [Instant]
    ) {
        guard let move = prices.move(from: alert.at, over: window) else { return nil }
        self.alert = alert
        self.symbol = symbol
        self.window = window
        self.move = move
        marketChange = index?.change(
            from: move.start.at, to: move.end.at, tolerance: window.duration / Self.alignment)
        usual = UsualMoves(before: alert.at, over: window, of: prices, alerts: alerts)
    }

    /// Of outcomes of one window those whose windows do not overlap with an earlier one of the same symbol: a
    /// move is counted once, however many alerts were about it.
    static func disjoint(_ outcomes: [Outcome]) -> [Outcome] {
        var ends: [String: Instant] = [:]
        return outcomes.sorted { ($0.alert.at, $0.alert.id) < ($1.alert.at, $1.alert.id) }.filter { outcome in
            if let end = ends[outcome.symbol], outcome.move.start.at < end { return false }
            ends[outcome.symbol] = outcome.move.end.at
            return true
        }
    }
}
