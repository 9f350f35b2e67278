public import Domain

extension Response {
    /// A fingerprint of the body.
    private var fingerprint: Int64 { Int64(bitPattern: Domain.fingerprint(document.body)) }

    /// Whether the response brings nothing to read: a 304, or the body that was stored last, which servers
    /// without validators send again and again.
    public var isUnchanged: Bool { status == 304 || fingerprint == previous.memory.body }

    /// The cursor to store once the body was read: the feed's own wishes are honored, and its condition is
    /// noted.
    ///
    /// - Parameters:
    ///   - contents: What the body holds; nil where `isUnchanged`.
    ///   - fresh: The number of entries that were not stored before.
    ///   - dates: Their dates, as far as they have any.
    ///   - sharedKeys: Keys that tell the feed's entries not apart.
    public func settledCursor(
        _ contents: FeedContents?, fresh: Int, dates: [StatedTime] = [], sharedKeys: [String] = []
    ) -> FeedCursor {
        var cursor = cursor
        if isFirst { cursor.memory.watchedSince = receivedAt }
        if isTimely { cursor.memory.delay = cursor.memory.delay.observing(dates, at: receivedAt) }
        if !sharedKeys.isEmpty { cursor.memory.sharedKeys = sharedKeys }
        if let contents {
            cursor.memory.body = fingerprint
            cursor.memory.hints = contents.hints
            cursor.memory.hub = contents.hub
        }
        // Prices in another body are news in themselves.
        let arrived = feed.kind == .news ? fresh : contents?.quotes.count ?? 0
        cursor.memory.arrivalRate.observe(fresh: arrived, entries: contents?.count, at: receivedAt)
        cursor.nextDue = ServerWishes.honoring(
            cursor.memory.hints, due: cursor.nextDue, polled: receivedAt)
        let (state, evidence) = state(of: cursor, contents)
        cursor.condition = FeedCondition(
            state, evidence: evidence, after: cursor.condition, now: receivedAt)
        cursor.turn(to: fresh > 0 ? contents?.nextPage : nil, of: feed, at: receivedAt)
        return cursor
    }

    /// Whether the poll before was as recent as usual: after an outage all is late, and teaches nothing of
    /// what is usual.
    private var isTimely: Bool {
        guard let last = previous.lastSuccess else { return false }
        return receivedAt - last <= max(feed.interval, feed.maximumInterval ?? .zero) * 2
    }

    /// How the feed fares, with the evidence; the catalogue's word on ages outweighs what was learned.
    private func state(of cursor: FeedCursor, _ contents: FeedContents?) -> (
        FeedState, evidence: String?
    ) {
        if let age = feed.expectation.maximumAge, let latest = contents?.latest,
            receivedAt - latest > age
        {
            return (.stale, "the latest entry is of \(latest.rfc3339)")
        }
        let learned = cursor.memory.arrivalRate.state(at: receivedAt)
        if learned.state == .ok, let address = cursor.memory.address {
            return (.moved, "has moved to \(feed.redacted(address)) for good")
        }
        let remarks = [cursor.memory.sharedIdentity, cursor.memory.delay?.remark].compactMap(\.self)
        return (learned.state, learned.evidence ?? (remarks.isEmpty ? nil : remarks.joined(separator: "; ")))
    }
}

extension FeedMemory {
    /// What a person should know of entries that share an id; nil where none do.
    fileprivate var sharedIdentity: String? {
        guard let key = sharedKeys?.last, let colon = key.firstIndex(of: ":") else { return nil }
        let name = key[..<colon] == "guid" ? "id" : "link"
        let value = key[key.index(after: colon)...].prefix(80)
        return """
            the \(name) "\(value)" does not tell its entries apart; they are known by link, or by title and date
            """
    }
}

extension PublicationDelay {
    /// From here on the delay is more than a slow publisher.
    private static let remarkable: Duration = .seconds(3600)

    /// What a person should know of the feed's dates; nil where they are about right.
    fileprivate var remark: String? {
        guard let usual else { return nil }
        if usual >= Self.remarkable {
            return "its dates are usually \(usual.inWords) behind; that is corrected"
        }
        if usual <= .zero - Self.remarkable {
            return "its dates are usually \((.zero - usual).inWords) ahead; that is corrected"
        }
        return nil
    }
}

extension PublicationDelay? {
    fileprivate func observing(_ dates: [StatedTime], at now: Instant) -> PublicationDelay? {
        guard !dates.isEmpty else { return self }
        var delay = self ?? PublicationDelay()
        delay.observe(dates, at: now)
        return delay
    }
}

extension FeedCursor {
    /// Asks for the next page at once, as long as pages bring something and are not too many.
    ///
    /// The token is stored with what this page brought: a kill loses no page.
    fileprivate mutating func turn(to next: String?, of feed: Feed, at now: Instant) {
        let count = (memory.pages ?? 0) + 1
        guard let pages = feed.pages, let next, count < pages.maximumPages else {
            (memory.page, memory.pages) = (nil, nil)
            return
        }
        (memory.page, memory.pages) = (next, count)
        nextDue = now + .seconds(1)
    }
}
