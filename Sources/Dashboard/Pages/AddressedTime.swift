import Domain

extension Instant {
    /// The end of the year 9999, the last that RFC 3339 can write.
    private static let latest: Int64 = 253_402_300_799_999

    /// A time as addresses of pages carry it, in milliseconds; nil for one before 1970 or after 9999.
    ///
    /// Whoever writes an address chooses it: a time outside would overflow where it is reckoned with.
    init?(inAddress text: some StringProtocol) {
        guard let milliseconds = Int64(text), (0...Self.latest).contains(milliseconds) else { return nil }
        self.init(milliseconds: milliseconds)
    }

    /// A time in RFC 3339, without its seconds if they are left out, or a day; nil for anything else.
    init?(typed text: String) {
        let readings = [text, "\(text.dropLast()):00Z", "\(text)T00:00:00Z"]
        guard let time = readings.lazy.compactMap({ Instant(rfc3339: $0) }).first else { return nil }
        self = time
    }

    /// As `init(typed:)` reads it, in UTC without seconds: `2026-11-26T09:30Z`.
    var minute: String { "\(rfc3339.prefix(16))Z" }
}
