import Domain
import FoundationEssentials
import GRDB
import SQLiteHistory

/// A history of invented items, written with SQL in large transactions; triggers do what they do for the
/// daemon.
struct InventedHistory {
    let items: Int

    /// Feeds that the items are from, `feed-0`, `feed-1`, ….
    static let feeds = 100
    /// Items a transaction.
    private static let portion = 20_000
    /// Different texts, of which one in twenty is in a script without spaces.
    private static let texts = 20_000

    private static let words =
        "shares profit warning results quarter loss bank market rises falls after report chief fraud probe regulator deal merger record sales growth outlook cut forecast investors stock oil prices rate inflation central plan talks court suit factory workers strike supply chip car maker airline orders jets debt bond yield dollar euro china europe trade tariff"
        .split(separator: " ").map(String.init)
    private static let signs = Array("阿里巴巴净利润下滑六成公司亏损股价上涨中国银行业绩增长市场投资者日本央行利率汽车召回电池工厂新能源半导体芯片出口关税贸易")

    func write(to path: String) throws {
        do { _ = try SQLiteHistory.open(path, as: .daemon) }
        var configuration = Configuration()
        configuration.foreignKeysEnabled = false
        let queue = try DatabaseQueue(path: path, configuration: configuration)
        try queue.writeWithoutTransaction { db in
            try db.execute(sql: "PRAGMA synchronous = OFF; PRAGMA cache_size = -200000")
        }
        try queue.write { db in
            try Self.writeTexts(db)
            try db.execute(sql: Self.surroundings)
            try InventedAlerts.write(db)
        }
        let step = Double(HistoryBenchmark.days * 86_400_000) / Double(items)
        let start = Date().timeIntervalSince1970 * 1000 - Double(items) * step
        for first in stride(from: 0, to: items, by: Self.portion) {
            let last = min(first + Self.portion, items) - 1
            try queue.write { db in
                for sql in [Self.item, Self.assessment, Self.mention] {
                    let numbers =
                        "WITH RECURSIVE n (i) AS (SELECT \(first) UNION ALL SELECT i + 1 FROM n WHERE i < \(last)),"
                    let times = sql.replacing("@time", with: "(\(start) + i * \(step)) / 1000")
                    try db.execute(sql: times.replacing("@numbers", with: numbers))
                }
            }
        }
        try queue.write { db in
            for stream in Self.streams { try db.execute(sql: Self.series(stream)) }
            try db.execute(sql: "DROP TABLE text")
        }
        try queue.writeWithoutTransaction { _ = try Row.fetchOne($0, sql: "PRAGMA wal_checkpoint(TRUNCATE)") }
    }

    private static func writeTexts(_ db: Database) throws {
        try db.execute(sql: "CREATE TABLE text (id INTEGER PRIMARY KEY, title TEXT, summary TEXT)")
        var random = SplitMix64(seed: 7)
        let vocabulary = (0..<4000).map { number in
            number % 60 == 30 ? words[number / 60 % words.count] : "word\(number)"
        }
        func text(_ count: Int) -> String {
            (0..<count).map { _ in
                let place = Double.random(in: 0..<1, using: &random)
                return vocabulary[Int(place * place * 4000)]
            }.joined(separator: " ")
        }
        for number in 0..<texts {
            let isUnspaced = number % 20 == 0
            func unspaced(_ count: Int) -> String {
                String(
                    (0..<count).map { _ in Self.signs[Int.random(in: 0..<Self.signs.count, using: &random)] })
            }
            var title = isUnspaced ? unspaced(24) : text(10)
            if number % 500 == 1 { title = "Profit warning: \(title)" }
            try db.execute(
                sql: "INSERT INTO text VALUES (?, ?, ?)",
                arguments: [number, title, isUnspaced ? unspaced(110) : text(40)])
        }
    }

    /// Feeds whose health changes every few days, entities, and hourly prices of the fifty busiest.
    private static let surroundings = """
        WITH RECURSIVE n (i) AS (SELECT 0 UNION ALL SELECT i + 1 FROM n WHERE i < \(feeds - 1))
        INSERT INTO feed (id, title, url, kind, next_due_ms, last_poll, state, state_since)
        SELECT 'feed-' || i, 'Feed ' || i, 'https://news.example/' || i, 'news', 0, '2026-11-26T00:00:00.000Z', 'ok',
            '2026-11-01T00:00:00.000Z' FROM n;
        WITH RECURSIVE n (i) AS (SELECT 0 UNION ALL SELECT i + 1 FROM n WHERE i < 499)
        INSERT INTO entity SELECT iif(i, 'SYM' || i, 'AAPL'), 'Company ' || i, '[]' FROM n;
        WITH RECURSIVE n (i) AS (SELECT 0 UNION ALL SELECT i + 1 FROM n WHERE i < 9599),
            s (k) AS (SELECT 0 UNION ALL SELECT k + 1 FROM s WHERE k < 49)
        INSERT INTO quote (symbol, at, feed_id, price, currency)
        SELECT iif(k, 'SYM' || k, 'AAPL'), strftime('%Y-%m-%dT%H:%M:%fZ', 'now', '-' || i || ' hours'), 'feed-0', 100 + (random() & 15), 'USD'
        FROM n, s;
        WITH RECURSIVE n (i) AS (SELECT 9999 UNION ALL SELECT i - 1 FROM n WHERE i > 0)
        INSERT INTO feed_event (feed_id, at, state, evidence)
        SELECT 'feed-' || (i % 100), strftime('%Y-%m-%dT%H:%M:%fZ', 'now', '-' || (i * 57) || ' minutes'),
            iif(i / 100 % 2, 'failing', 'ok'), 'as it was' FROM n;
        """

    /// What counts in streams: the name of the stream, and where its items are.
    private static let streams = [
        ("'market'", "assessment"), ("'topic:' || topic", "assessment"), ("'entity:' || symbol", "mention"),
    ]

    /// Half hours of the streams, with what was expected and how surprising it was made up.
    private static func series(_ stream: (name: String, table: String)) -> String {
        """
        INSERT INTO series (stream, at, stories, negative, positive, expected, bits)
        SELECT \(stream.name) AS stream,
            strftime('%Y-%m-%dT%H:%M:00.000Z', strftime('%s', event_time) / 1800 * 1800, 'unixepoch') AS half,
            count(*), sum(sentiment = 'negative'), sum(sentiment = 'positive'), 0.3 * count(*),
            max(0, 2 * (sum(sentiment = 'negative') - 0.3 * count(*)))
        FROM item JOIN \(stream.table) ON item_id = id WHERE is_first_of_story = 1 GROUP BY 1, 2
        """
    }

    // MATERIALIZED: each row is drawn once, however often it is named.

    private static let item = """
        @numbers draw AS MATERIALIZED (
            SELECT i, (random() & 65535) / 65536.0 AS f, (random() & 65535) / 65536.0 AS d, random() & 1048575 AS t,
                random() AS p, i % 5 = 0 OR (random() & 255) > 64 AS first, (random() & 1023) / 1024.0 AS v FROM n)
        INSERT INTO item (id, feed_id, key, story_id, story_fingerprint, is_first_of_story, is_backlog, title, link,
            summary, language, event_time, published, fetched_at, novelty, similar_counts, publisher)
        SELECT i + 1, 'feed-' || CAST(\(feeds) * f * f AS INTEGER), 'guid:https://news.example/' || i, iif(first, i, i - i % 5), p, first,
            0,
            title || ' ' || i, 'https://news.example/article/' || i, summary, 'en',
            strftime('%Y-%m-%dT%H:%M:%fZ', @time - 1200 * d, 'unixepoch'),
            strftime('%Y-%m-%dT%H:%M:%fZ', @time - 1200 * d, 'unixepoch'),
            strftime('%Y-%m-%dT%H:%M:%fZ', @time, 'unixepoch'), v, '[0,1,2,3,4]', iif(t & 3, NULL, 'Publisher ' || t % 200)
        FROM draw JOIN text ON text.id = t % \(texts)
        """

    private static let assessment = """
        @numbers draw AS MATERIALIZED (
            SELECT i, (random() & 1023) / 1024.0 AS g, (random() & 1023) / 1024.0 AS q, (random() & 65535) / 65536.0 AS t
            FROM n),
        score AS MATERIALIZED (SELECT i, t, g * g AS negative, (1 - g * g) * q AS positive FROM draw)
        INSERT INTO assessment (item_id, sentiment, negative, neutral, positive, score, topic, topic_share, words,
            embedding, embedding_scale, model)
        SELECT i + 1, CASE WHEN negative > 0.5 THEN 'negative' WHEN positive > 0.5 THEN 'positive' ELSE 'neutral' END,
            negative, 1 - negative - positive, positive, positive - negative, 'topic-' || CAST(20 * t * t AS INTEGER),
            0.7, '[{"word":"profit","weight":0.3},{"word":"warning","weight":0.2}]', randomblob(384), 0.01, 'bellwether'
        FROM score
        """

    private static let mention = """
        @numbers draw AS MATERIALIZED (
            SELECT i, k, random() & 1023 AS take, (random() & 65535) / 65536.0 AS s, (random() & 1023) / 1024.0 AS g,
                (random() & 1023) / 1024.0 AS q, (random() & 1023) / 1024.0 AS r
            FROM n, (SELECT 512 AS k UNION ALL SELECT 128))
        INSERT OR IGNORE INTO mention (item_id, symbol, sentiment, negative, neutral, positive, score, relevance)
        SELECT i + 1, iif(CAST(500 * s * s * s AS INTEGER), 'SYM' || CAST(500 * s * s * s AS INTEGER), 'AAPL'),
            CASE WHEN g > 0.7 THEN 'negative' WHEN q > 0.5 THEN 'positive' ELSE 'neutral' END,
            g * g, 1 - g * g - (1 - g * g) * q, (1 - g * g) * q, (1 - g * g) * q - g * g, r
        FROM draw WHERE take < k
        """
}
