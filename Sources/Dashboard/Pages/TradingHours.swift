import Domain

/// When the exchange of a symbol is closed: nights and weekends, without holidays.
enum TradingHours {
    /// A trading day by the clocks of the exchange, in minutes.
    private struct Session {
        let zone: MarketZone
        let open: Int64
        let close: Int64
    }

    private static let europe = Session(zone: .centralEurope, open: 9 * 60, close: 17 * 60 + 30)
    private static let india = Session(zone: .india, open: 9 * 60 + 15, close: 15 * 60 + 30)

    /// By the suffix of the symbol; one without a suffix trades in New York.
    private static let sessions: [String: Session] = [
        "": Session(zone: .newYork, open: 9 * 60 + 30, close: 16 * 60),
        "L": Session(zone: .london, open: 8 * 60, close: 16 * 60 + 30),
        "DE": europe, "PA": europe, "AS": europe, "MI": europe, "BR": europe, "MC": europe, "SW": europe,
        "T": Session(zone: .tokyo, open: 9 * 60, close: 15 * 60 + 30),
        "KS": Session(zone: .tokyo, open: 9 * 60, close: 15 * 60 + 30),
        "HK": Session(zone: .hongKong, open: 9 * 60 + 30, close: 16 * 60),
        "AX": Session(zone: .sydney, open: 10 * 60, close: 16 * 60), "NS": india, "BO": india,
    ]
    private static let minute: Int64 = 60_000
    private static let day: Int64 = 86_400_000

    /// The times in a range in which a symbol does not trade; empty for an exchange that is not known.
    static func closed(symbol: String, in range: Range<Instant>) -> [Range<Instant>] {
        let suffix = symbol.split(separator: ".").dropFirst().last.map(String.init) ?? ""
        guard let session = sessions[suffix] else { return [] }
        var closed: [Range<Instant>] = []
        var start = range.lowerBound
        // The exchange's day may have begun in the day before in UTC.
        var midnight = range.lowerBound.milliseconds / day * day - day
        while midnight < range.upperBound.milliseconds {
            // 1970-01-01 was a Thursday.
            let weekday = (midnight / day + 4) % 7
            if weekday != 0, weekday != 6 {
                let open = time(midnight, session.open, session.zone)
                let close = time(midnight, session.close, session.zone)
                if open > start { closed.append(start..<min(open, range.upperBound)) }
                start = min(max(start, close), range.upperBound)
            }
            midnight += day
        }
        if start < range.upperBound { closed.append(start..<range.upperBound) }
        return closed.filter { !$0.isEmpty }
    }

    private static func time(_ midnight: Int64, _ minutes: Int64, _ zone: MarketZone) -> Instant {
        zone.instant(Instant(milliseconds: midnight + minutes * minute))
    }
}
