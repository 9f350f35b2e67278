public import Domain
import Transport

// When to poll a feed again: the catalogue's interval, Retry-After (RFC 9110, 10.2.3) where the server names one,
// and on failure an exponential back-off.

/// The rules of polling; pure.
public enum Politeness {
    /// Intervals double with each failure up to this.
    static let longestBackOff: Duration = .seconds(24 * 3600)
    /// A server that asks for more silence than this is believed to have slipped.
    static let longestRetryAfter: Duration = .seconds(7 * 24 * 3600)

    /// The conditional headers that go with a cursor, exactly as they were received.
    static func headers(for cursor: FeedCursor) -> [(name: String, value: String)] {
        var headers = [
            (
                name: "Accept",
                value:
                    "application/rss+xml, application/atom+xml, application/feed+json, application/xml;q=0.9, application/json;q=0.9, text/csv;q=0.9, */*;q=0.5"
            )
        ]
        if let etag = cursor.etag { headers.append(("If-None-Match", etag)) }
        if let lastModified = cursor.lastModified { headers.append(("If-Modified-Since", lastModified)) }
        return headers
    }

    /// The cursor after an answer: 200 and 304 are successes, all else is a failure.
    static func cursor(after reply: Reply, feed: Feed, previous: FeedCursor, now: Instant) -> FeedCursor {
        guard reply.status == 200 || reply.status == 304 else {
            var failed = cursor(
                afterFailure: "the server answered \(reply.status)", feed: feed, previous: previous, now: now)
            if let wait = retryAfter(reply.headers["retry-after"], now: now) {
                failed.nextDue = max(now + wait, now + feed.interval)
            }
            return failed
        }
        // A 304 may bring new validators; one that brings none leaves those that there are.
        let keeps = reply.status == 304
        return FeedCursor(
            etag: reply.headers["etag"] ?? (keeps ? previous.etag : nil),
            lastModified: reply.headers["last-modified"] ?? (keeps ? previous.lastModified : nil),
            nextDue: now + feed.interval, lastSuccess: now)
    }

    /// The cursor after a poll that failed; validators stay, for what they validate is stored.
    public static func cursor(afterFailure reason: String, feed: Feed, previous: FeedCursor, now: Instant)
        -> FeedCursor
    {
        var cursor = previous
        cursor.failures += 1
        cursor.lastError = reason
        let doublings = min(cursor.failures - 1, 16)
        let backOff = min(feed.interval * (1 << doublings), max(longestBackOff, feed.interval))
        // Up to a tenth later, by a hash, so that feeds which failed together do not return together.
        let jitter = Double(fingerprint("\(feed.id) \(cursor.failures)".utf8) % 1000) / 10_000
        cursor.nextDue = now + backOff * (1 + jitter)
        return cursor
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
        let months = ["Jan", "Feb", "Mar", "Apr", "May", "Jun", "Jul", "Aug", "Sep", "Oct", "Nov", "Dec"]
        let words = text.split(separator: " ")
        guard words.count == 6, let day = Int(words[1]), let month = months.firstIndex(of: String(words[2])),
            let year = Int(words[3])
        else { return nil }
        let clock = words[4].split(separator: ":").compactMap { Int($0) }
        guard clock.count == 3 else { return nil }
        return CivilTime(
            year: year, month: month + 1, day: day, hour: clock[0], minute: clock[1], second: clock[2]
        ).instant
    }
}
