import Domain
import History

/// What a headline must meet, as conditions of SQL.
struct HeadlineFilter: Sendable {
    private let query: HeadlineQuery
    /// What its text must have.
    let text: TextCondition?

    init(_ query: HeadlineQuery, text: TextCondition?) {
        self.query = query
        self.text = text
    }

    /// The entity that is asked for.
    var symbol: String? { query.symbol }

    /// The feed that is asked for.
    var feed: String? { query.source }

    /// The times that may hold headlines.
    var span: Range<Instant> { query.times }

    /// Conditions on an expression of an item's time and the column of its number, in whose order pages are.
    func times(_ time: SQL, _ id: SQL) -> SQL {
        let span = span
        let within: SQL =
            "\(time) >= \(span.lowerBound.storedText) AND \(time) < \(span.upperBound.storedText)"
        guard let place = query.after else { return within }
        return "\(within) AND (\(time), \(id)) < (\(place.time.storedText), \(place.number)::bigint)"
    }

    /// Whether a row of `item` is the first of its story that meets the conditions; always, unless each story
    /// is asked for once.
    var isFirst: SQL {
        guard query.isOncePerStory else { return "true" }
        return """
            (item.is_first_of_story = 1 OR NOT EXISTS (SELECT 1 FROM item earlier
                WHERE earlier.story_id = item.story_id AND earlier.id < item.id AND \(conditions(on: "earlier"))))
            """
    }

    /// The conditions that copies of a story may meet or not.
    func conditions(on item: String) -> SQL {
        var all: [SQL] = []
        if let feed = query.feed { all.append("\(sql: item).feed_id = \(feed)") }
        if let stream = query.stream { all.append(counts(item, in: stream)) }
        if !query.sentiments.isEmpty && symbol == nil {
            all.append(assessed(item, "a.sentiment = ANY (\(sentiments)::text[])"))
        }
        if let text { all.append(text.condition(on: item)) }
        // In the span, too: the first copy may be before it.
        if let span = query.span {
            all.append("\(sql: item).event_time >= \(span.lowerBound)")
            all.append("\(sql: item).event_time < \(span.upperBound)")
        }
        return all.isEmpty ? "true" : all.joined(separator: " AND ")
    }

    private var sentiments: [String] { query.sentiments.map(\.rawValue).sorted() }

    /// Whether an item counts in a stream; in what a rule watches, if it is of the same stories.
    private func counts(_ item: String, in stream: Domain.Stream) -> SQL {
        switch stream.kind {
        case .market: assessed(item, "true")
        case .topic: assessed(item, "a.topic = \(stream.subject)")
        case .entity: mentioned(item, stream.subject)
        case .entityTopic:
            "\(mentioned(item, stream.subject)) AND \(assessed(item, "a.topic = \(stream.topic)"))"
        // Its words are in the text that is asked for.
        case .theme: assessed(item, "true")
        case .source: "\(sql: item).feed_id = \(stream.subject)"
        }
    }

    private func assessed(_ item: String, _ condition: SQL) -> SQL {
        """
        EXISTS (SELECT 1 FROM assessment a
            WHERE a.item_id = \(sql: item).id AND a.fetched_at = \(sql: item).fetched_at AND \(condition))
        """
    }

    /// Whether an item is about an entity, with the sentiment toward it that is asked for.
    private func mentioned(_ item: String, _ symbol: String) -> SQL {
        let sentiment: SQL =
            query.sentiments.isEmpty ? "true" : "m.sentiment = ANY (\(sentiments)::text[])"
        // Who only judges others is not who it is about; rows of older versions do not say.
        return """
            EXISTS (SELECT 1 FROM mention m
                WHERE m.item_id = \(sql: item).id AND m.fetched_at = \(sql: item).fetched_at AND m.symbol = \(symbol)
                    AND coalesce(m.relevance, 1) > \(Mention.speakerRelevance)::real AND \(sentiment))
            """
    }
}
