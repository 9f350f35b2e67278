import Domain
import GRDB
import History
import SQLiteHistory
import TestSupport
import Testing

/// What a file's tables of counts should hold, counted from its items.
struct Recount {
    /// Each table of counts, and the rows that it should have.
    static let tables = [
        "feed_count": """
        SELECT feed_id, count(*), max(event_time), count(item_id) FROM item LEFT JOIN assessment ON item_id = id
        GROUP BY 1
        """,
        "feed_hour": """
        SELECT substr(fetched_at, 1, 13), feed_id, count(*), count(julianday(published)),
            CAST(round(sum(coalesce((julianday(fetched_at) - julianday(published)) * 86400000, 0))) AS INTEGER)
        FROM item WHERE is_backlog = 0 GROUP BY 1, 2
        """,
        "topic_hour": """
        SELECT substr(event_time, 1, 13) || ':00:00Z', topic, count(*), sum(sentiment = 'negative'),
            sum(sentiment = 'neutral'), sum(sentiment = 'positive'), sum(CAST(round(score * 1e9) AS INTEGER))
        FROM item JOIN assessment ON item_id = id WHERE is_first_of_story = 1 GROUP BY 1, 2
        """,
        "market_hour": """
        SELECT substr(event_time, 1, 13) || ':00:00Z', count(*), sum(sentiment = 'negative'),
            sum(sentiment = 'neutral'), sum(sentiment = 'positive'), sum(CAST(round(score * 1e9) AS INTEGER))
        FROM item JOIN assessment ON item_id = id WHERE is_first_of_story = 1 GROUP BY 1
        """,
        "score_hour": """
        SELECT substr(event_time, 1, 13), sentiment,
            CAST(min(max((score + 1) / 2 * 20 + 1e-6, 0), 19) AS INTEGER),
            CAST(min(max(max(negative, neutral, positive) * 10 + 1e-6, 0), 9) AS INTEGER), count(*)
        FROM item JOIN assessment ON item_id = id GROUP BY 1, 2, 3, 4
        """,
        "model_hour": """
        SELECT substr(event_time, 1, 13), model, topic, count(*) FROM item JOIN assessment ON item_id = id
        GROUP BY 1, 2, 3
        """,
        "language_hour": """
        SELECT substr(event_time, 1, 13), coalesce(language, ''), count(*), count(item_id)
        FROM item LEFT JOIN assessment ON item_id = id GROUP BY 1, 2
        """,
        "entity_day": """
        SELECT substr(event_time, 1, 10), symbol, count(*), sum(sentiment = 'negative'),
            sum(sentiment = 'neutral'), sum(sentiment = 'positive'), sum(CAST(round(score * 1e9) AS INTEGER))
        FROM item JOIN mention ON item_id = id WHERE is_first_of_story = 1 GROUP BY 1, 2
        """,
        "mention_time": """
        SELECT symbol, event_time, id,
            CASE WHEN is_first_of_story = 1 AND risk >= 0.4 AND sentiment <> 'positive' THEN risk_types END
        FROM item JOIN mention ON item_id = id
        """,
        "sentiment_day": """
        SELECT substr(event_time, 1, 10), count(*), sum(sentiment = 'negative'), sum(sentiment = 'neutral'),
            sum(sentiment = 'positive')
        FROM item JOIN assessment ON item_id = id WHERE is_first_of_story = 1 GROUP BY 1
        """,
        "series_day": """
        SELECT substr(at, 1, 10), stream, sum(stories), sum(negative), sum(positive), sum(expected), max(bits)
        FROM series GROUP BY 1, 2
        """,
        "series_month": """
        SELECT substr(day, 1, 7), stream, count(*), sum(stories), sum(negative), sum(positive), sum(expected),
            max(peak_bits)
        FROM series_day GROUP BY 1, 2
        """,
        "alert_now": """
        SELECT id, at, stream, json_extract(body, '$.rule'), severity, sequence,
            (SELECT max(sequence) FROM alert last WHERE last.id = alert.id),
            (SELECT state FROM alert last WHERE last.id = alert.id ORDER BY sequence DESC LIMIT 1)
        FROM alert WHERE sequence = (SELECT min(sequence) FROM alert first WHERE first.id = alert.id)
        """,
    ]

    /// Compares the counts of a file with its items.
    static func check(_ db: Database, _ comment: Comment) throws {
        for (table, sql) in tables {
            let kept = try Row.fetchAll(db, sql: "SELECT * FROM \(table)").map(values)
            let counted = try Row.fetchAll(db, sql: sql).map(values)
            #expect(kept.count == counted.count && Set(kept) == Set(counted), "\(table), \(comment)")
        }
        for index in ["item_text", "item_trigram"] {
            try db.execute(sql: "INSERT INTO \(index) (\(index)) VALUES ('integrity-check')")
        }
    }

    private static func values(_ row: Row) -> [DatabaseValue] { Array(row.databaseValues) }
}

/// The counts behind the views are right, whatever happened.
@Suite struct CountTests {
    let file: HistoryFile

    init() throws { file = try HistoryFile() }

    /// A sample of hard luck: few feeds, hours, titles and symbols, so that rows meet.
    private struct Chance {
        var random: SplitMix64

        /// A probability of an adverse event, and its types.
        mutating func risk() -> String { one(["NULL, NULL", "0.1, ''", "0.9, 'probe'", "0.5, ''"]) }

        mutating func one<Value>(_ values: [Value]) -> Value {
            values[Int.random(in: 0..<values.count, using: &random)]
        }

        mutating func time() -> String {
            let (day, hour) = (Int.random(in: 21...23, using: &random), Int.random(in: 0...4, using: &random))
            let minute = Int.random(in: 10...59, using: &random)
            return "2026-11-\(day)T0\(hour):\(minute):00.000Z"
        }

        mutating func text() -> String { one(["Profit falls", "净利润下滑", "トヨタがリコール", "x 亏损"]) }

        mutating func score() -> Double { Double.random(in: -1...1, using: &random) }

        mutating func label() -> String { one(["negative", "neutral", "positive"]) }

        /// One thing that a program may do to a history.
        mutating func statement() -> String {
            let id = "(SELECT id FROM item ORDER BY random() LIMIT 1)"
            return switch Int.random(in: 0...17, using: &random) {
            case 0...3: insertion()
            case 4: "DELETE FROM item WHERE id = \(id)"
            case 5:
                "DELETE FROM item WHERE event_time = (SELECT max(event_time) FROM item WHERE feed_id = 'a')"
            case 6:
                "UPDATE item SET event_time = '\(time())', is_first_of_story = \(one([0, 1])) WHERE id = \(id)"
            case 7:
                "UPDATE item SET title = '\(text())', language = '\(one(["de", "en"]))', summary = \(one(["NULL", "'亏损'"])) WHERE id = \(id)"
            case 8:
                "UPDATE OR IGNORE item SET feed_id = '\(one(["a", "b"]))', key = 'k\(one(Array(0...30)))', is_backlog = \(one([0, 1])) WHERE id = \(id)"
            case 9:
                "UPDATE assessment SET score = \(score()), topic = '\(one(["x", "y"]))', sentiment = '\(label())' WHERE item_id = \(id)"
            case 10:
                "UPDATE OR IGNORE mention SET symbol = '\(one(["A", "Z"]))', score = \(score()) WHERE item_id = \(id)"
            case 11...12: seriesStatement()
            case 13...14: alertStatement()
            case 15: "UPDATE OR IGNORE assessment SET item_id = \(id) WHERE item_id = \(id)"
            case 16: "UPDATE OR IGNORE mention SET item_id = \(id) WHERE item_id = \(id)"
            default:
                one([
                    "DELETE FROM mention WHERE item_id = \(id)",
                    "DELETE FROM assessment WHERE item_id = \(id)",
                ])
            }
        }

        private mutating func seriesStatement() -> String {
            let half = "2026-1\(one([1, 2]))-\(one([21, 22, 31]))T0\(one(Array(0...9))):00:00.000Z"
            let (stream, count) = (one(["market", "topic:x"]), Int.random(in: 0...9, using: &random))
            return one([
                """
                INSERT INTO series VALUES ('\(stream)', '\(half)', \(count), 1, 0, 0.5, \(count))
                ON CONFLICT DO UPDATE SET stories = excluded.stories, bits = excluded.bits
                """,
                "UPDATE OR IGNORE series SET at = '\(half)', negative = \(count) WHERE stream = '\(stream)' AND stories < 3",
                "DELETE FROM series WHERE stream = '\(stream)' AND at > '\(half)'",
            ])
        }

        private mutating func alertStatement() -> String {
            let (id, number) = (one(["a", "b", "c"]), Int.random(in: 0...3, using: &random))
            let (state, severity) = (one(["firing", "resolved"]), one(["warning", "critical"]))
            return one([
                """
                INSERT OR IGNORE INTO alert (id, sequence, at, stream, state, severity, body)
                VALUES ('\(id)', \(number), '\(time())', 'market', '\(state)', '\(severity)', '{"rule":"\(id)"}')
                """,
                "UPDATE OR IGNORE alert SET id = '\(id)', state = '\(state)' WHERE sequence = \(number)",
                "DELETE FROM alert WHERE id = '\(id)' AND sequence = \(number)",
            ])
        }

        private mutating func insertion() -> String {
            let id = "(SELECT max(id) FROM item)"
            let mentions = ["A", "B", "C"].prefix(one([0, 1, 3])).map {
                "INSERT OR IGNORE INTO mention SELECT \(id), '\($0)', '\(label())', 0.1, 0.2, 0.7, \(score()), 1, NULL, \(risk());"
            }
            return """
                INSERT OR IGNORE INTO item (feed_id, key, story_id, story_fingerprint, is_first_of_story, is_backlog,
                    title, event_time, published, fetched_at)
                VALUES ('\(one(["a", "b"]))', 'k\(one(Array(0...60)))', 1, 1, \(one([0, 1])), \(one([0, 1])),
                    '\(text())', '\(time())', \(one(["NULL", "'\(time())'", "'junk'"])), '\(time())');
                INSERT OR IGNORE INTO assessment
                SELECT \(id), '\(label())', 0.1, 0.2, 0.7, \(score()), '\(one(["x", "y"]))', 1, '[]', x'', 1, 'm', NULL,
                    \(risk());
                \(mentions.joined())
                """
        }
    }

    @Test(arguments: 1...4)
    func `The counts equal a recount after any changes by anybody`(seed: UInt64) async throws {
        do { _ = try SQLiteHistory.open(file.path, as: .daemon) }
        var configuration = Configuration()
        configuration.foreignKeysEnabled = seed % 2 == 0
        let queue = try DatabaseQueue(path: file.path, configuration: configuration)
        try await queue.write { db in
            var chance = Chance(random: SplitMix64(seed: seed))
            for feed in ["a", "b"] {
                try db.execute(
                    sql:
                        "INSERT INTO feed (id, title, url, kind, next_due_ms) VALUES (?, 'F', 'u', 'news', 0)",
                    arguments: [feed])
            }
            for _ in 0..<160 { try db.execute(sql: chance.statement()) }
            try Recount.check(db, "seed \(seed)")
            #expect(try Int.fetchOne(db, sql: "SELECT count(*) FROM item") ?? 0 > 5)
            try db.execute(sql: "DELETE FROM item")
            try Recount.check(db, "of nothing")
        }
    }

    @Test func `The counts equal a recount after commits, edits and deletions by age`() async throws {
        let history = try await file.opened()
        for number in 0..<3 {
            let numbers = number * 900..<(number + 1) * 900
            let items: [AssessedItem] = numbers.map { .sample($0, negative: Float($0 % 10) / 10) }
            var commit = HistoryFile.commit(items, notices: [.sample("a\(number)")])
            commit.series = [
                SeriesPoint(
                    .market, start: SeriesPoint.start(of: HistoryFile.now), stories: 900 * (number + 1),
                    negative: 9,
                    positive: 0, expected: 0.5, bits: 2)
            ]
            try await history.commit(commit)
        }
        let edit = AssessedEdit(
            edit: ItemEdit(key: "guid:1", title: "Story 1, corrected", summary: "s", former: ""),
            text: AssessedItem.sample(1, negative: 0.1).text)
        try await history.commit(HistoryFile.commit(edits: [edit]))
        let queue = try DatabaseQueue(path: file.path)
        try await queue.write { try Recount.check($0, "after an edit") }
        let late = HistoryFile.now + .seconds(31 * 86400)
        #expect(try await history.forget(Retention(age: .seconds(30 * 86400)), at: late))
        try await queue.write { db in
            try db.execute(sql: "DELETE FROM feed_hour WHERE hour < '2026-11-24'")
            for table in Recount.tables.keys
            where !["feed_hour", "series_day", "series_month"].contains(table) {
                #expect(try Int.fetchOne(db, sql: "SELECT count(*) FROM \(table)") ?? 0 > 0)
            }
        }
        #expect(try await history.counts().items == 700)
        while try await history.forget(Retention(age: .seconds(30 * 86400)), at: late) {}
        try await queue.write { try Recount.check($0, "of nothing") }
    }
}
