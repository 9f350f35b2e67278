import Domain
import FoundationEssentials

/// A date whose zone has its name in the tz database: `Fri, 31 Mar 2023 20:19:00 America/Los_Angeles`.
func dateInNamedZone(_ text: String) -> Instant? {
    guard let blank = text.lastIndex(of: " ") else { return nil }
    let name = text[text.index(after: blank)...]
    // Only letters and what joins them: the name may become that of a file.
    guard name.contains("/"), let first = name.utf8.first, isLetterOrDigit(first),
        name.utf8.allSatisfy({ isLetterOrDigit($0) || [0x2B, 0x2D, 0x2F, 0x5F].contains($0) }),
        let zone = TimeZone(identifier: String(name)), let reading = parseDate(String(text[..<blank]))
    else { return nil }
    return zone.instant(reading)
}

extension StatedTime {
    /// The same time, where a local one is of the zone with this name in the tz database.
    func resolved(in zone: String) -> StatedTime {
        guard case .local(let reading) = self, let zone = TimeZone(identifier: zone) else { return self }
        return .instant(zone.instant(reading))
    }
}

extension TimeZone {
    /// The instant at which clocks there show what `reading` shows as if it were UTC.
    fileprivate func instant(_ reading: Instant) -> Instant {
        // Of an hour that occurs twice, the one before the change is assumed.
        let before = offset(at: reading - .seconds(86400))
        if offset(at: reading - before) == before { return reading - before }
        return reading - offset(at: reading - offset(at: reading))
    }

    private func offset(at instant: Instant) -> Duration {
        .seconds(secondsFromGMT(for: Date(timeIntervalSince1970: Double(instant.milliseconds) / 1000)))
    }
}
