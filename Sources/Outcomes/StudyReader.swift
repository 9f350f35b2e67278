public import Domain
public import History

/// Studies what a history knows.
public struct StudyReader: Sendable {
    /// Symbols under which the indices of feeds go that ship with Bellwether, and of others; the first of
    /// which a price is stored stands for the market.
    public static let usualIndices = ["SP500", "^GSPC", "SPX", "SPY", "DJIA", "^DJI", "NASDAQCOM", "^IXIC"]
    /// The latest alerts that are looked through.
    static let mostAlerts = 2000
    /// The latest alerts of a set whose prices are looked at.
    static let mostCases = 200
    /// The time before an alert in which prices are needed: what is usual, with closed days before it.
    private static let before: Duration = .seconds((Int64(UsualMoves.days) + 5) * 86400)
    /// The time after an alert in which prices are needed: the longest window, with closed days behind it.
    private static let after: Duration = .seconds(10 * 86400)

    private let history: any AlertBook & QuoteBook
    private let indices: [String]

    /// A reader of a history.
    ///
    /// - Parameter index: The symbol of the index; nil for the first of the usual ones that has a price.
    public init(_ history: any AlertBook & QuoteBook, index: String? = nil) {
        self.history = history
        indices = index.map { [$0] } ?? Self.usualIndices
    }

    /// What the price did after earlier alerts like one.
    ///
    /// Reads at most 2,000 alerts, and the prices around 200 of them for each set that has too few cases.
    ///
    /// - Parameter now: What was known only later is left out; of an alert, the time at which it fired.
    /// - Throws: `HistoryError`.
    public func study(_ subject: StudySubject, before now: Instant) async throws -> EventStudy {
        let past = try await history.firedAlerts(before: now, latest: Self.mostAlerts)
        let index = try await knownIndex(at: now)
        var prices = PriceShelf(history, now: now)
        var best = EventStudy(of: subject, before: now, .company, alerts: 0, index: index, [])
        guard !subject.isPriceless else { return best }
        for set in CaseSet.allCases {
            let alike = past.filter { set.contains($0, of: subject) }
            guard !alike.isEmpty else { continue }
            let outcomes = try await outcomes(of: alike, among: past, index, &prices)
            best = EventStudy(
                of: subject, before: now, set, alerts: alike.count, index: index, outcomes)
            if best.isEnough { return best }
        }
        return best
    }

    /// The first index of which a price is stored.
    private func knownIndex(at now: Instant) async throws -> String? {
        for symbol in indices where try await history.quoteMove(symbol: symbol, at: now) != nil {
            return symbol
        }
        return nil
    }

    private func outcomes(
        of alerts: [FiredAlert], among past: [FiredAlert], _ index: String?, _ prices: inout PriceShelf
    ) async throws -> [Outcome] {
        var outcomes: [Outcome] = []
        let cases = Dictionary(
            grouping: alerts.sorted { $0.at > $1.at }.prefix(Self.mostCases)
        ) {
            StudySubject.isMarket($0.stream) ? index : $0.stream.symbol
        }
        for case (let symbol?, let alerts) in cases {
            guard let first = alerts.last?.at, let last = alerts.first?.at else { continue }
            let span = first - Self.before..<last + Self.after
            guard let record = try await prices.record(of: symbol, in: span) else { continue }
            var market: PriceRecord?
            if let index, symbol != index { market = try await prices.record(of: index, in: span) }
            let times = past.filter {
                StudySubject.isMarket($0.stream) ? symbol == index : $0.stream.symbol == symbol
            }.map(\.at)
            for alert in alerts {
                outcomes += StudyWindow.allCases.compactMap { window in
                    Outcome(of: alert, symbol, over: window, prices: record, index: market, alerts: times)
                }
            }
        }
        return outcomes
    }
}

/// The records of prices that a study has read.
private struct PriceShelf {
    private let history: any QuoteBook
    private let now: Instant
    private var records: [String: (span: Range<Instant>, record: PriceRecord)] = [:]

    init(_ history: any QuoteBook, now: Instant) {
        self.history = history
        self.now = now
    }

    /// The record of a symbol in a span, as far as it was known; nil without any price.
    mutating func record(of symbol: String, in span: Range<Instant>) async throws -> PriceRecord? {
        let known = records[symbol]
        if let known, known.span.lowerBound <= span.lowerBound, known.span.upperBound >= span.upperBound {
            return known.record.points.isEmpty ? nil : known.record
        }
        let wide =
            min(
                span.lowerBound, known?.span.lowerBound ?? span.lowerBound)..<max(
                span.upperBound, known?.span.upperBound ?? span.upperBound)
        let end = min(wide.upperBound, now + .milliseconds(1))
        let told =
            wide.lowerBound < end ? try await history.prices(of: symbol, in: wide.lowerBound..<end) : []
        let record = PriceRecord(told, knownAt: now)
        records[symbol] = (wide, record)
        return record.points.isEmpty ? nil : record
    }
}
