public import Domain
import Transport

// When to poll a feed again: its interval, and not before what the server and the feed ask for: Retry-After (RFC 9110,
// 10.2.3), max-age and Expires (RFC 9111, 5.2.2.1 and 5.3), the end of a rate limit, ttl, skipHours and skipDays. On
// failure an exponential back-off.

/// The rules of polling; pure.
public enum Politeness {
    /// Intervals double with each failure up to this.
    static let longestBackOff: Duration = .seconds(24 * 3600)
    /// A server that asks for more silence than this is believed to have slipped.
    static let longestRetryAfter: Duration = .seconds(7 * 24 * 3600)

    /// Promises of freshness beyond this are kept only so far.
    static let longestFreshness: Duration = .seconds(24 * 3600)
    /// Failures after which a feed that had moved is looked for at its old address.
    static let patienceWithMoves = 3
    /// In this time nobody asks.
    private static let never: Duration = .seconds(100 * 365 * 86400)

    /// The conditional headers that go with a cursor, exactly as they were received.
    static func headers(for cursor: FeedCursor) -> [(name: String, value: String)] {
        var headers = [
            (
                name: "Accept",
                value:
                    "application/rss+xml, application/atom+xml, application/feed+json, application/xml;q=0.9, application/json;q=0.9, text/csv;q=0.9, */*;q=0.5"
            )
        ]
        // A page that has not been seen cannot be unchanged.
        guard cursor.memory.page == nil else { return headers }
        if let etag = cursor.etag { headers.append(("If-None-Match", etag)) }
        if let lastModified = cursor.lastModified { headers.append(("If-Modified-Since", lastModified)) }
        return headers
    }

    /// The cursor after an answer: 200 and 304 are successes, all else is a failure.
    ///
    /// - Parameter interval: the time to the next poll when nothing says otherwise; nil for the catalogue's.
    static func cursor(
        after reply: Reply, feed: Feed, interval: Duration? = nil, previous: FeedCursor, now: Instant
    ) -> FeedCursor {
        let interval = interval ?? feed.interval
        guard reply.status == 200 || reply.status == 304 else {
            let state = state(of: reply)
            var failed = cursor(
                afterFailure: "the server answered \(reply.status)", as: state, feed: feed,
                previous: previous, now: now)
            if let wait = retryAfter(reply.headers["retry-after"], now: now) {
                failed.nextDue = max(now + wait, now + interval)
            }
            if let end = endOfRateLimit(reply.headers, now: now) { failed.nextDue = max(failed.nextDue, end) }
            if state == .gone { failed.nextDue = now + never }
            return failed
        }
        // A 304 may bring new validators; one that brings none leaves those that there are.
        let keeps = reply.status == 304
        var memory = previous.memory
        remember(reply, of: feed, in: &memory)
        var next = FeedCursor(
            etag: reply.headers["etag"] ?? (keeps ? previous.etag : nil),
            lastModified: reply.headers["last-modified"] ?? (keeps ? previous.lastModified : nil),
            nextDue: now + interval, lastSuccess: now, condition: previous.condition, memory: memory)
        if let age = freshness(reply.headers, now: now) { next.nextDue = max(next.nextDue, now + age) }
        if let end = endOfRateLimit(reply.headers, now: now) { next.nextDue = max(next.nextDue, end) }
        return next
    }

    /// The cursor after a poll that failed; validators stay, for what they validate is stored.
    ///
    /// An address that a feed had moved to is given up after some failures: the catalogue's is asked again.
    public static func cursor(
        afterFailure reason: String, as state: FeedState = .failing, feed: Feed, previous: FeedCursor,
        now: Instant
    ) -> FeedCursor {
        var cursor = previous
        cursor.failures += 1
        cursor.lastError = feed.redacted(reason)
        cursor.condition = condition(state, evidence: cursor.lastError, after: previous.condition, now: now)
        if cursor.failures >= patienceWithMoves {
            cursor.memory.address = nil
            cursor.memory.candidate = nil
        }
        let doublings = min(cursor.failures - 1, 16)
        let backOff = min(feed.interval * (1 << doublings), max(longestBackOff, feed.interval))
        // Up to a tenth later, by a hash, so that feeds which failed together do not return together.
        let jitter = Double(fingerprint("\(feed.id) \(cursor.failures)".utf8) % 1000) / 10_000
        cursor.nextDue = now + backOff * (1 + jitter)
        return cursor
    }

    /// The condition that comes after another; the same state goes on since when it began.
    static func condition(
        _ state: FeedState, evidence: String?, after previous: FeedCondition?, now: Instant
    ) -> FeedCondition {
        let since = previous.flatMap { $0.state == state ? $0.since : nil } ?? now
        return FeedCondition(state, since: since, evidence: evidence)
    }

    private static func state(of reply: Reply) -> FeedState {
        switch reply.status {
        case 401, 407: .unauthorised
        // Some servers mean 429 but say 403; a challenge is a wall all the same.
        case 403, 451: reply.headers["retry-after"] == nil ? .blocked : .rateLimited
        case 410: .gone
        case 429: .rateLimited
        case 503: reply.headers["retry-after"] == nil ? .failing : .rateLimited
        default: .failing
        }
    }

    /// Notes where the answer came from: a permanent move (RFC 9110, 15.4.2 and 15.4.9) counts when it is seen again.
    private static func remember(_ reply: Reply, of feed: Feed, in memory: inout FeedMemory) {
        let address = feed.redacted(reply.url)
        let isPermanent = reply.redirects.allSatisfy { $0 == 301 || $0 == 308 }
        guard !reply.redirects.isEmpty, isPermanent else {
            memory.candidate = nil
            return
        }
        if memory.candidate == address {
            memory.address = address
            memory.candidate = nil
        } else {
            memory.candidate = address
        }
    }

    /// How long an answer stays fresh: max-age less Age, else Expires less Date; nil where nothing is said.
    static func freshness(_ headers: [String: String], now: Instant) -> Duration? {
        let directives = (headers["cache-control"] ?? "").lowercased().split(separator: ",")
        for directive in directives {
            let sides = directive.split(separator: "=", maxSplits: 1).map {
                $0.filter { $0 != " " && $0 != "\"" }
            }
            guard sides.count == 2, sides[0] == "max-age", let seconds = Int(sides[1]) else { continue }
            let age = headers["age"].flatMap { Int($0) } ?? 0
            return seconds > age ? min(.seconds(seconds - max(age, 0)), longestFreshness) : nil
        }
        guard let expires = headers["expires"].flatMap(httpDate) else { return nil }
        let start = headers["date"].flatMap(httpDate) ?? now
        return expires > start ? min(expires - start, longestFreshness) : nil
    }

    /// When a limit that is used up begins anew: `ratelimit-remaining: 0` and the reset, in seconds or as a Unix time.
    static func endOfRateLimit(_ headers: [String: String], now: Instant) -> Instant? {
        for prefix in ["x-ratelimit-", "ratelimit-"] {
            guard let left = headers[prefix + "remaining"].flatMap({ Double($0) }), left < 1,
                let reset = headers[prefix + "reset"].flatMap({ Double($0) }), reset > 0, reset < 1e11
            else { continue }
            let end = reset > 1e9 ? Instant(seconds: Int64(reset)) : now + .seconds(Int64(reset))
            guard end > now else { continue }
            return min(end, now + longestRetryAfter)
        }
        return nil
    }

    /// A time to poll at, moved to where the feed's own hints allow it.
    static func honouring(_ hints: UpdateHints, due: Instant, polled: Instant) -> Instant {
        let wait = hints.seconds.map { min(.seconds($0), longestFreshness) } ?? .zero
        let earliest = max(due, polled + wait)
        var time = earliest
        // A week of hours: hints that skip all of them say nothing.
        for _ in 0..<(7 * 24) {
            let civil = CivilTime(time)
            let isSkipped =
                hints.skippedHours.contains(civil.hour) || hints.skippedDays.contains(time.dayOfWeek)
            guard isSkipped else { return time }
            time = Instant(milliseconds: (time.milliseconds / 3_600_000 + 1) * 3_600_000)
        }
        return earliest
    }

    /// Seconds or an HTTP date; nil when absent, unreadable or past.
    static func retryAfter(_ value: String?, now: Instant) -> Duration? {
        guard let value else { return nil }
        if let seconds = Int(value), seconds > 0 { return min(.seconds(seconds), longestRetryAfter) }
        guard let date = httpDate(value), date > now else { return nil }
        return min(date - now, longestRetryAfter)
    }

    /// The fixed form of RFC 9110, 5.6.7: `Sun, 06 Nov 1994 08:49:37 GMT`.
    static func httpDate(_ text: String) -> Instant? {
        let words = text.split(separator: " ")
        guard words.count == 6, let day = Int(words[1]),
            let month = Instant.months.firstIndex(of: String(words[2])),
            let year = Int(words[3])
        else { return nil }
        let clock = words[4].split(separator: ":").compactMap { Int($0) }
        guard clock.count == 3 else { return nil }
        return CivilTime(
            year: year, month: month + 1, day: day, hour: clock[0], minute: clock[1], second: clock[2]
        ).instant
    }
}
