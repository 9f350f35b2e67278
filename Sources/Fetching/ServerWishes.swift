import Domain

/// What servers and feeds ask of those that poll them, as a time; pure.
enum ServerWishes {
    /// A server that asks for more silence than this is assumed to have made a mistake.
    private static let maximumRetryAfter: Duration = .seconds(7 * 24 * 3600)
    /// Promises of freshness beyond this are kept only so far.
    private static let maximumFreshness: Duration = .seconds(24 * 3600)
    /// Resets from here on are Unix times rather than seconds from now.
    private static let firstUnixTime = 1e9
    private static let latestUnixTime = 1e11

    /// How long a response stays fresh: max-age less Age, otherwise Expires less Date; nil where nothing is
    /// said.
    static func freshness(_ headers: [String: String], now: Instant) -> Duration? {
        for directive in (headers["cache-control"] ?? "").lowercased().split(separator: ",") {
            let sides = directive.split(separator: "=", maxSplits: 1).map {
                $0.filter { $0 != " " && $0 != "\"" }
            }
            guard sides.count == 2, sides[0] == "max-age", let seconds = Int(sides[1]) else { continue }
            let age = headers["age"].flatMap { Int($0) } ?? 0
            return seconds > age ? min(.seconds(seconds - max(age, 0)), maximumFreshness) : nil
        }
        guard let expires = headers["expires"].flatMap(Instant.init(httpDate:)) else { return nil }
        let start = headers["date"].flatMap(Instant.init(httpDate:)) ?? now
        return expires > start ? min(expires - start, maximumFreshness) : nil
    }

    /// When a limit that is used up starts over: `ratelimit-remaining: 0` and the reset, in seconds or as a
    /// Unix time.
    static func endOfRateLimit(_ headers: [String: String], now: Instant) -> Instant? {
        for prefix in ["x-ratelimit-", "ratelimit-"] {
            guard let left = headers[prefix + "remaining"].flatMap({ Double($0) }), left < 1,
                let reset = headers[prefix + "reset"].flatMap({ Double($0) }),
                reset > 0, reset < latestUnixTime
            else { continue }
            let end =
                reset > firstUnixTime
                ? Instant(seconds: Int64(reset)) : now + .seconds(Int64(reset))
            guard end > now else { continue }
            return min(end, now + maximumRetryAfter)
        }
        return nil
    }

    /// Seconds or an HTTP date; nil when absent, unreadable or past.
    static func retryAfter(_ value: String?, now: Instant) -> Duration? {
        value.flatMap { Duration(retryAfter: $0, now: now) }.map { min($0, maximumRetryAfter) }
    }

    /// A time to poll at, moved to where the feed's own hints allow it.
    static func honoring(_ hints: UpdateHints, due: Instant, polled: Instant) -> Instant {
        let wait = hints.seconds.map { min(.seconds($0), maximumFreshness) } ?? .zero
        let earliest = max(due, polled + wait)
        var time = earliest
        // A week of hours: hints that skip all of them say nothing.
        for _ in 0..<(7 * 24) {
            let isSkipped =
                hints.skippedHours.contains(CivilTime(time).hour)
                || hints.skippedDays.contains(time.dayOfWeek)
            guard isSkipped else { return time }
            time = Instant(milliseconds: (time.milliseconds / 3_600_000 + 1) * 3_600_000)
        }
        return earliest
    }
}
