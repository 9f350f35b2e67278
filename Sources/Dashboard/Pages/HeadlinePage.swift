import Domain
import History
import Serving

extension Site {
    private static let headlinesOnPage = 60
    /// More than a history covers.
    private static let longestTime: Duration = .seconds(3660 * 86400)

    /// Headlines that a search and filters find.
    func headlines(_ visit: Visit) async throws -> Page {
        let query = try Self.headlineQuery(visit)
        let page = try await reader.headlines(query)
        let next = page.next.map {
            visit.link(changing: [("before", "\($0.time.milliseconds).\($0.number)")])
        }
        return Page(
            "Headlines", template: "headlines", section: "headlines",
            content: [
                "query": query.text ?? "", "stream": query.stream?.name ?? "", "feed": query.feed ?? "",
                "from": Self.shown(query, \.lowerBound, "from", visit),
                "until": Self.shown(query, \.upperBound, "until", visit),
                "hasRange": ["at", "from", "until"].contains { visit.parameter($0) != nil },
                "sentiments": Self.sentiments(query),
                "spans": visit.choices(
                    "span", [("", "any time")] + Span.allCases.map { ($0.rawValue, $0.words) }),
                "copies": query.isOncePerStory, "action": visit.link("/headlines"),
                "headlines": page.headlines.map { HeadlineView.row($0, visit, of: query.stream) },
                "hasHeadlines": !page.headlines.isEmpty, "next": next ?? "", "hasNext": next != nil,
                "searchedTo": page.searchedTo.map { [TimeView($0, at: visit.now)] } ?? [],
                "isPaged": query.after != nil, "first": visit.link(changing: [("before", nil)]),
            ], tables: [HeadlineView.table(page.headlines, of: query.stream)])
    }

    private static func sentiments(_ query: HeadlineQuery) -> [[String: Any]] {
        [Sentiment.negative, .neutral, .positive].map {
            ["name": $0.rawValue, "isChosen": query.sentiments.contains($0)]
        }
    }

    private static func headlineQuery(_ visit: Visit) throws(Failure) -> HeadlineQuery {
        var query = HeadlineQuery()
        query.limit = headlinesOnPage
        query.text = visit.parameter("q")
        for pair in visit.request.query where pair.name == "sentiment" && !pair.value.isEmpty {
            guard let sentiment = Sentiment(rawValue: pair.value) else {
                throw .invalid(
                    "There is no sentiment \"\(pair.value)\"; there are negative, neutral and positive.")
            }
            query.sentiments.insert(sentiment)
        }
        if let name = visit.parameter("stream") { query.stream = try visit.stream(named: name) }
        query.feed = visit.parameter("source")
        query.isOncePerStory = visit.parameter("copies") == nil
        query.span = try range(visit)
        if let text = visit.parameter("before") {
            let parts = text.split(separator: ".", omittingEmptySubsequences: false)
            guard parts.count == 2, let time = Instant(inAddress: parts[0]), let number = Int64(parts[1]),
                number >= 0
            else {
                throw .brokenAddress
            }
            query.after = HeadlinePage.Place(time: time, number: number)
        }
        return query
    }

    /// What a field shows of the time that is asked for: what was typed, or what a link stands for.
    private static func shown(
        _ query: HeadlineQuery, _ end: KeyPath<Range<Instant>, Instant>, _ name: String, _ visit: Visit
    ) -> String {
        guard visit.parameter("at") != nil else { return visit.parameter(name) ?? "" }
        return query.span?[keyPath: end].rfc3339 ?? ""
    }

    /// `at` and `for`, or `from` and `until`, else `span`.
    private static func range(_ visit: Visit) throws(Failure) -> Range<Instant>? {
        if let start = try time("at", visit) {
            let text = visit.parameter("for") ?? "30m"
            guard let length = Duration(text: text), length > .zero, length <= longestTime else {
                throw .invalid("\"\(text)\" is not a time; write 30m, 2h or 7d.")
            }
            return start..<start + length
        }
        let (from, until) = (try time("from", visit), try time("until", visit))
        guard from != nil || until != nil else {
            guard visit.parameter("span") != nil else { return nil }
            return (visit.now - (try visit.span()).duration)..<(visit.now + .seconds(60))
        }
        let start = from ?? Instant(milliseconds: 0)
        let end = until ?? (visit.now + .seconds(60))
        guard start < end else { throw .invalid("The start of the time range must be before its end.") }
        return start..<end
    }

    /// A time or a day in the address.
    private static func time(_ name: String, _ visit: Visit) throws(Failure) -> Instant? {
        guard let text = visit.parameter(name) else { return nil }
        guard let time = Instant(typed: text) else {
            throw .invalid(
                "\"\(text)\" is not a time; write a day as 2026-11-26 or a time as 2026-11-26T09:30:00Z.")
        }
        return time
    }
}
