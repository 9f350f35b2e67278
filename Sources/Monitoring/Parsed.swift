import Domain
import Fetching
import Parsing

/// What a response holds.
struct Parsed: Sendable {
    var entries: [Entry] = []
    var quotes: [Quote] = []
    var hints = UpdateHints()
    /// A fingerprint of the body.
    var body: Int64?
    /// Entries or rows; nil where there was no other body than the last.
    var count: Int?
    /// Where the next page is.
    var next: String?
    /// Who tells of changes.
    var hub: PushHub?

    /// - Throws: `ParseError` when the body is not what the catalogue says.
    init(_ response: Response) throws(ParseError) {
        hints = response.cursor.memory.hints
        hub = response.previous.memory.hub
        body = response.previous.memory.body
        guard response.status != 304 else { return }
        let fingerprint = Int64(bitPattern: fingerprint(response.document.body))
        guard fingerprint != body else { return }
        body = fingerprint
        if response.feed.kind == .news {
            let feed = try parseNews(response.document, of: response.feed)
            (entries, hints, count, next) = (feed.entries, feed.hints, feed.entries.count, feed.next)
            hub = feed.hub
        } else {
            quotes = try parseQuotes(response.document, of: response.feed)
            count = quotes.count
        }
        let least = response.feed.expectation.least
        if let count, count < least { throw .tooFew(count, least: least) }
    }

    /// The time of the latest entry or row that has one.
    var latest: Instant? {
        (entries.compactMap { $0.published ?? $0.updated } + quotes.map(\.at)).max()
    }
}

extension Response {
    /// The response with its cursor as it is to be stored.
    func settled(_ parsed: Parsed, fresh: Int) -> Response {
        var response = self
        response.cursor.memory.body = parsed.body
        response.cursor.memory.hints = parsed.hints
        response.cursor.memory.hub = parsed.hub
        // Prices that are another body are news in themselves.
        let arrived = feed.kind == .news ? fresh : parsed.quotes.count
        response.cursor = Politeness.settled(
            response.cursor, feed: feed, entries: parsed.count, fresh: arrived, latest: parsed.latest,
            at: receivedAt)
        response.cursor.turn(to: fresh > 0 ? parsed.next : nil, of: feed, at: receivedAt)
        return response
    }
}

extension FeedCursor {
    /// Asks for the next page at once, as long as pages bring something and are not too many.
    ///
    /// The token is stored with what this page brought: a kill loses no page.
    fileprivate mutating func turn(to next: String?, of feed: Feed, at now: Instant) {
        let had = (memory.pages ?? 0) + 1
        guard let pages = feed.pages, let next, had < pages.most else {
            (memory.page, memory.pages) = (nil, nil)
            return
        }
        (memory.page, memory.pages) = (next, had)
        nextDue = now + .seconds(1)
    }
}

extension ParseError {
    /// What a feed that sends this is said to be.
    var state: FeedState {
        if case .html = self { .walled } else { .malformed }
    }
}
