import Domain
import GRDB
import History

/// What a headline must meet, as conditions of SQL.
struct HeadlineFilter {
    private let query: HeadlineQuery
    /// What its text must have.
    let texts: [TextCondition]

    init(_ query: HeadlineQuery, texts: [TextCondition]) {
        self.query = query
        self.texts = texts
    }

    /// The text that asks for beginnings of words, which is tested apart from all conditions.
    var beginnings: TextCondition? { texts.first(where: \.asksForBeginnings) }

    /// The entity that is asked for.
    var symbol: String? { query.symbol }

    /// The feed that is asked for.
    var feed: String? { query.source }

    /// The times that may hold headlines.
    var span: Range<Instant> { query.times }

    /// The conditions on a row of `item`, but for a text that is seen to already and for beginnings of words.
    ///
    /// - Parameter edge: The last item that may be tried; nil for all.
    func conditions(without text: TextCondition? = nil, from edge: HeadlinePage.Place? = nil) -> SQL {
        ([times("item.event_time", "item.id", from: edge)] + shared(of: "item", without: text)).joined(
            separator: " AND ")
    }

    /// The last of so many rows of an index that may hold headlines, in their order; nil for fewer.
    func edge(
        of source: SQL, _ columns: (time: String, id: String), where condition: SQL, items: Int,
        in db: Database
    ) throws -> HeadlinePage.Place? {
        let request: SQL = """
            SELECT \(sql: columns.time), \(sql: columns.id) FROM \(source)
            WHERE \(condition) AND \(times(columns.time, columns.id))
            ORDER BY \(sql: columns.time) DESC, \(sql: columns.id) DESC LIMIT 1 OFFSET \(items - 1)
            """
        guard let row = try SQLRequest<Row>(literal: request, cached: true).fetchOne(db),
            let time = Instant(rfc3339: row[0])
        else { return nil }
        return HeadlinePage.Place(time: time, number: row[1])
    }

    /// Whether a row of `item` is the first of its story that meets the conditions; always, unless each story
    /// is asked for once.
    var isFirst: SQL {
        guard query.isOncePerStory else { return "true" }
        let earlier = shared(of: "earlier", without: nil).joined(separator: " AND ")
        return """
            (item.is_first_of_story = 1 OR NOT EXISTS (SELECT 1 FROM item earlier
                WHERE earlier.story_id = item.story_id AND earlier.id < item.id AND \(earlier)))
            """
    }

    /// The items of a story before one that meet the conditions but for beginnings of words; nil where each
    /// copy is asked for.
    func copies(before id: Int64, of story: Int64) -> SQL? {
        guard query.isOncePerStory else { return nil }
        let conditions = shared(of: "earlier", without: nil).joined(separator: " AND ")
        return """
            SELECT earlier.id FROM item earlier
            WHERE earlier.story_id = \(story) AND earlier.id < \(id) AND \(conditions)
            """
    }

    /// Conditions on columns with the time and the number of an item.
    ///
    /// - Parameter edge: The last item that may be tried; nil for all.
    func times(_ time: String, _ id: String, from edge: HeadlinePage.Place? = nil) -> SQL {
        let span = span
        let start = max(span.lowerBound, edge?.time ?? span.lowerBound)
        var within: SQL =
            "\(sql: time) >= \(start.storedText) AND \(sql: time) < \(span.upperBound.storedText)"
        if let edge {
            within = "\(within) AND (\(sql: time), \(sql: id)) >= (\(edge.time.storedText), \(edge.number))"
        }
        guard let place = query.after else { return within }
        return "\(within) AND (\(sql: time), \(sql: id)) < (\(place.time.storedText), \(place.number))"
    }

    /// The conditions that copies of a story may meet or not.
    private func shared(of item: String, without text: TextCondition?) -> [SQL] {
        var all: [SQL] = ["true"]
        if let feed = query.feed { all.append("\(sql: item).feed_id = \(feed)") }
        if let stream = query.stream { all.append(counts(item, in: stream)) }
        if !query.sentiments.isEmpty && symbol == nil {
            all.append(assessed(item, "a.sentiment IN \(sentiments)"))
        }
        all += texts.filter { $0 != text && !$0.asksForBeginnings }.map { $0.condition(on: item) }
        // In the span, too: the first copy may be before it.
        if let span = query.span {
            all.append("\(sql: item).event_time >= \(span.lowerBound.storedText)")
            all.append("\(sql: item).event_time < \(span.upperBound.storedText)")
        }
        return all
    }

    private var sentiments: SQL {
        "(\(query.sentiments.map(\.rawValue).sorted().map { SQL("\($0)") }.joined(separator: ", ")))"
    }

    /// Whether an item counts in a stream; in what a rule watches, if it is of the same stories.
    private func counts(_ item: String, in stream: Stream) -> SQL {
        switch stream.kind {
        case .market: assessed(item, "true")
        case .topic: assessed(item, "a.topic = \(stream.subject)")
        case .entity: mentioned(item, stream.subject)
        case .entityTopic:
            [mentioned(item, stream.subject), assessed(item, "a.topic = \(stream.topic)")]
                .joined(separator: " AND ")
        // Its words are among the texts that are asked for.
        case .theme: assessed(item, "true")
        case .source: "\(sql: item).feed_id = \(stream.subject)"
        }
    }

    private func assessed(_ item: String, _ condition: SQL) -> SQL {
        "EXISTS (SELECT 1 FROM assessment a WHERE a.item_id = \(sql: item).id AND \(condition))"
    }

    /// Whether an item is about an entity, with the sentiment toward it that is asked for.
    private func mentioned(_ item: String, _ symbol: String) -> SQL {
        let sentiment: SQL = query.sentiments.isEmpty ? "true" : "m.sentiment IN \(sentiments)"
        // Who only judges others is not who it is about; rows of older versions do not say.
        return """
            EXISTS (SELECT 1 FROM mention m WHERE m.item_id = \(sql: item).id AND m.symbol = \(symbol)
                AND coalesce(m.relevance, 1) > \(Double(Mention.speakerRelevance)) AND \(sentiment))
            """
    }

    // Microseconds, measured on a busy machine: only their proportions matter.
    private static let costOfTest = 120.0
    private static let costOfHit = 4.0
    private static let costOfItem = 0.15
    /// Headlines of a page, about.
    private static let wanted = 40.0
    /// Items from which a rate is estimated.
    private static let sample = 1000

    /// Whether a common text is found faster by its own hits than among the items of the entity or the feed
    /// that is asked for.
    ///
    /// Both come in the order of time; whichever is in fewer items leads, and the other is tested.
    func isWalkedFaster(_ text: TextCondition, in db: Database) throws -> Bool {
        let source: (table: String, column: String, id: String, value: String)
        if let symbol {
            source = ("mention_time", "symbol", "item_id", symbol)
        } else if let feed {
            source = ("item INDEXED BY item_by_feed", "feed_id", "id", feed)
        } else {
            return true
        }
        let items = try Double.fetchOne(db, sql: "SELECT max(id) FROM item") ?? 0
        let latest = try Int64.fetchAll(
            db.cachedStatement(
                sql: """
                    SELECT \(source.id) FROM \(source.table) WHERE \(source.column) = ?
                    ORDER BY event_time DESC LIMIT \(Self.sample)
                    """), arguments: [source.value])
        guard let first = latest.min(), items > 0 else { return false }
        let share =
            latest.count < Self.sample
            ? Double(latest.count) / items : Double(Self.sample) / (items - Double(first) + 1)
        let testing = Self.costOfTest * min(Self.wanted / text.share, share * items)
        let walking =
            Self.costOfHit * min(Self.wanted / share, text.share * items)
            + Self.costOfItem * min(Self.wanted / (share * text.share), items)
        return walking < testing
    }
}
