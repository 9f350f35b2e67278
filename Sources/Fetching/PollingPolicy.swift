public import Domain
import Transport

// When to poll a feed again: after its interval, and not before the server and the feed allow it: Retry-After
// (RFC 9110, 10.2.3), max-age and Expires (RFC 9111, 5.2.2.1 and 5.3), the end of a rate limit, ttl,
// skipHours and skipDays. After a failure: an exponential back-off.
//
// One poll moves a cursor at most twice. `cursor(after:)` makes it from the response's status and headers. If
// the body can be read, `settled` completes it with what the body holds; otherwise a failure takes its place.

/// Every rule of a feed's cursor: what to send, and what to store after each outcome of a poll; pure.
public enum PollingPolicy {
    /// Intervals double with each failure up to this.
    static let maximumBackOff: Duration = .seconds(24 * 3600)
    /// While nothing can be reached every feed is tried at least this often.
    static let longestOutageWait: Duration = .seconds(15 * 60)
    /// Failures after which a feed that had moved is looked for at its old address.
    static let failuresBeforeReturn = 3
    /// In this time nobody polls a feed that is gone.
    private static let never: Duration = .seconds(100 * 365 * 86400)

    /// The conditional headers that go with a cursor, exactly as they were received.
    static func headers(for cursor: FeedCursor) -> [(name: String, value: String)] {
        var headers: [(name: String, value: String)] = []
        // A page that has not been seen cannot be unchanged.
        guard cursor.memory.page == nil else { return headers }
        if let etag = cursor.etag { headers.append(("If-None-Match", etag)) }
        if let lastModified = cursor.lastModified {
            headers.append(("If-Modified-Since", lastModified))
        }
        return headers
    }

    /// The cursor after a response: 200 and 304 are successes, everything else is a failure.
    ///
    /// - Parameter interval: The time to the next poll when nothing says otherwise; nil for the catalogue's.
    static func cursor(
        after reply: Reply, feed: Feed, interval: Duration? = nil, previous: FeedCursor, now: Instant
    ) -> FeedCursor {
        let interval = interval ?? feed.interval
        guard reply.status == 200 || reply.status == 304 else {
            return cursor(
                afterRefusal: reply, feed: feed, interval: interval, previous: previous, now: now)
        }
        // A 304 may bring new validators; one that brings none leaves those that there are.
        let keeps = reply.status == 304
        var memory = previous.memory
        memory.note(redirects: reply.redirects, to: feed.redacted(reply.url))
        var next = FeedCursor(
            etag: reply.headers["etag"] ?? (keeps ? previous.etag : nil),
            lastModified: reply.headers["last-modified"] ?? (keeps ? previous.lastModified : nil),
            nextDue: now + interval, lastSuccess: now, condition: previous.condition, memory: memory)
        if let age = ServerWishes.freshness(reply.headers, now: now) {
            next.nextDue = max(next.nextDue, now + age)
        }
        if let end = ServerWishes.endOfRateLimit(reply.headers, now: now) {
            next.nextDue = max(next.nextDue, end)
        }
        return next
    }

    private static func cursor(
        afterRefusal reply: Reply, feed: Feed, interval: Duration, previous: FeedCursor, now: Instant
    ) -> FeedCursor {
        let wait = ServerWishes.retryAfter(reply.headers["retry-after"], now: now)
        let state = FeedState(status: reply.status, asksToWait: reply.headers["retry-after"] != nil)
        var failed = cursor(
            afterFailure: "the server answered \(reply.status)", as: state, feed: feed,
            previous: previous,
            now: now)
        if let wait { failed.nextDue = max(now + wait, now + interval) }
        if let end = ServerWishes.endOfRateLimit(reply.headers, now: now) {
            failed.nextDue = max(failed.nextDue, end)
        }
        if state == .gone { failed.nextDue = now + never }
        return failed
    }

    /// The cursor after a poll that failed; validators stay, for what they validate is stored.
    ///
    /// An address that a feed had moved to is given up after some failures: the catalogue's is used again.
    static func cursor(
        afterFailure reason: String, as state: FeedState = .failing, feed: Feed, previous: FeedCursor,
        now: Instant
    ) -> FeedCursor {
        var cursor = previous
        cursor.failures += 1
        cursor.lastError = feed.redacted(reason)
        cursor.condition = FeedCondition(
            state, evidence: cursor.lastError, after: previous.condition, now: now)
        if cursor.failures >= failuresBeforeReturn {
            cursor.memory.address = nil
            cursor.memory.candidate = nil
        }
        let doublings = min(cursor.failures - 1, 16)
        let backOff = min(feed.interval * (1 << doublings), max(maximumBackOff, feed.interval))
        // Up to a tenth later, by a hash, so that feeds which failed together do not return together.
        let jitter = Double(fingerprint("\(feed.id) \(cursor.failures)".utf8) % 1000) / 10_000
        cursor.nextDue = now + backOff * (1 + jitter)
        return cursor
    }

    /// The cursor after a poll that failed because no feed can be reached: nothing is held against the feed,
    /// and it is polled again within its interval, or a quarter of an hour where that is longer.
    static func cursor(
        afterOutage reason: String, feed: Feed, previous: FeedCursor, now: Instant
    ) -> FeedCursor {
        var cursor = previous
        cursor.lastError = "no feed can be reached: \(feed.redacted(reason))"
        // Up to a tenth earlier, so that not all return at once.
        let jitter = Double(fingerprint(feed.id.utf8) % 1000) / 10_000
        cursor.nextDue = now + min(feed.interval, longestOutageWait) * (1 - jitter)
        return cursor
    }

    /// The cursor after a response whose body could not be read: a failure, with the validators of before.
    public static func cursor(
        afterUnreadable response: Response, reason: String, as state: FeedState
    ) -> FeedCursor {
        cursor(
            afterFailure: reason, as: state, feed: response.feed, previous: response.previous,
            now: response.receivedAt)
    }

    /// The cursor after a result that could not be stored: with the validators of what was stored last, the
    /// next response brings the same entries again.
    public static func cursor(afterUnstored result: FetchResult, now: Instant) -> FeedCursor {
        var cursor =
            switch result {
            case .response(let response): response.previous
            case .failure(_, let cursor): cursor
            }
        cursor.nextDue = now + result.feed.interval
        return cursor
    }
}
