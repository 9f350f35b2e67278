/// The time zone of an exchange, for sources that give times without a zone.
///
/// The raw value is the zone's name in the tz database, which catalogues use.
public enum MarketZone: String, Sendable, CaseIterable {
    case newYork = "America/New_York"
    case london = "Europe/London"
    case centralEurope = "Europe/Berlin"
    case tokyo = "Asia/Tokyo"
    case hongKong = "Asia/Hong_Kong"
    case india = "Asia/Kolkata"
    case sydney = "Australia/Sydney"
    case utc = "UTC"
}
