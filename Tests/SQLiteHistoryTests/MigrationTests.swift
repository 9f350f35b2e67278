import Domain
import GRDB
import History
import SQLiteHistory
import TestSupport
import Testing

/// Files of earlier schemas, built from their frozen SQL, become files of the present one.
@Suite struct MigrationTests {
    private static let now = Instant(seconds: 1_795_426_200)
    let folder: TemporaryFolder
    let path: String

    init() throws {
        folder = try TemporaryFolder()
        path = "\(folder.path)/history.db"
    }

    /// Rows that every schema has, with times as versions before 3 wrote them.
    private static func rows(ofSchema version: Int) -> String {
        version < 3 ? rows : rows.replacing("x'01', 1, 'test')", with: "x'01', 1, 'test', NULL)")
    }

    private static let rows = """
        INSERT INTO feed (id, title, url, kind, next_due_ms, last_poll, last_success)
            VALUES ('wire', 'Wire', 'https://w.example/', 'news', 1795426200279, '2026-11-23T09:20:00Z',
                '2026-11-23T09:20:00Z');
        INSERT INTO item (id, feed_id, key, story_id, story_fingerprint, is_first_of_story, is_backlog, title,
                event_time, published, fetched_at)
            VALUES (1, 'wire', 'guid:1', 1, 7, 1, 0, 'Profit warning', '2026-11-23T09:10:00Z',
                '2026-11-23T09:10:00Z', '2026-11-23T09:20:00Z');
        INSERT INTO assessment VALUES (1, 'negative', 0.8, 0.2, 0, -0.8, 'a', 0.5, '[]', x'01', 1, 'test');
        INSERT INTO mention (item_id, symbol, sentiment, negative, neutral, positive, score)
            VALUES (1, 'ACME', 'negative', 0.8, 0.2, 0, -0.8);
        INSERT INTO quote VALUES ('ACME', '2026-11-23T09:20:00Z', 'wire', 10, 'USD');
        INSERT INTO alert (id, sequence, at, stream, state, severity, body)
            VALUES ('old', 0, '2026-11-23T09:20:53Z', 'market', 'firing', 'warning', '{}'),
                ('old', 1, '2026-11-23T09:20:53.279Z', 'market', 'firing', 'critical', '{}');
        INSERT INTO delivery (alert_id, sequence, sink) VALUES ('old', 0, 'log'), ('old', 1, 'log');
        """

    /// Rows of what came with schema 2, under the names that schema 3 gave them.
    private static let rowsOfSchema3 =
        rowsOfSchema2.replacing("likes =", with: "similar_counts =").replacing(
            "INTO answer", with: "INTO feedback")

    /// Rows of what came with schema 2.
    private static let rowsOfSchema2 = """
        UPDATE feed SET state = 'ok', state_since = '2026-11-22T09:20:00Z', paused_since = '2026-11-23T09:20:00Z';
        INSERT INTO feed_event (feed_id, at, state) VALUES ('wire', '2026-11-22T09:20:00Z', 'ok');
        INSERT INTO item_edit VALUES (1, '2026-11-23T09:25:00Z', 'Profit warning?', NULL);
        INSERT INTO title_band VALUES (5, 1, '2026-11-23T09:20:00Z');
        UPDATE item SET likes = '[1,2,3,4,5]';
        INSERT INTO answer (alert_id, sequence, kind, by, at, until)
            VALUES ('old', 1, 'acknowledged', 'ann', '2026-11-23T09:21:00Z', NULL),
                ('old', 1, 'acknowledged', 'ann', '2026-11-23T09:22:00.500Z', '2026-11-23T11:22:00Z');
        INSERT INTO decision VALUES ('old', '2026-11-23T09:20:53Z', 0.5, 0.1, 1, 0, '[]', 0);
        INSERT INTO silence (streams, from_time, until_time, by)
            VALUES ('topic:*', '2026-11-23T09:20:53Z', '2026-11-23T10:20:53Z', 'ann');
        """

    /// From schema 3 on all times have milliseconds.
    private static let milliseconds = """
        UPDATE feed SET last_poll = '2026-11-23T09:20:00.000Z', last_success = '2026-11-23T09:20:00.000Z',
            state_since = '2026-11-22T09:20:00.000Z', paused_since = '2026-11-23T09:20:00.000Z';
        UPDATE feed_event SET at = '2026-11-22T09:20:00.000Z';
        UPDATE item SET event_time = '2026-11-23T09:10:00.000Z', published = '2026-11-23T09:10:00.000Z',
            fetched_at = '2026-11-23T09:20:00.000Z';
        UPDATE item_edit SET at = '2026-11-23T09:25:00.000Z';
        UPDATE title_band SET fetched_at = '2026-11-23T09:20:00.000Z';
        UPDATE quote SET at = '2026-11-23T09:20:00.000Z';
        UPDATE alert SET at = '2026-11-23T09:20:53.000Z' WHERE length(at) = 20;
        UPDATE feedback SET at = substr(at, 1, 19) || '.000Z', until = substr(until, 1, 19) || '.000Z';
        UPDATE decision SET at = '2026-11-23T09:20:53.000Z';
        UPDATE silence SET from_time = '2026-11-23T09:20:53.000Z', until_time = '2026-11-23T10:20:53.000Z';
        """

    private func makeFile(ofSchema version: Int) async throws {
        let old = try DatabaseQueue(path: path)
        try await old.write { db in
            try db.execute(sql: try Fixtures.text("schema/\(version).sql"))
            try db.execute(sql: "PRAGMA application_id = \(0x424C_5754)")
            try db.execute(sql: "PRAGMA user_version = \(version)")
            try db.execute(sql: Self.rows(ofSchema: version))
            if version == 2 { try db.execute(sql: Self.rowsOfSchema2) }
            if version > 2 { try db.execute(sql: Self.rowsOfSchema3 + Self.milliseconds) }
        }
        try old.close()
    }

    private func read(_ sql: String) throws -> [Row] {
        try DatabaseQueue(path: path).read { try Row.fetchAll($0, sql: sql) }
    }

    @Test(arguments: [1, 2, 3, 4])
    func `A file of an earlier schema becomes the same as a new one`(version: Int) async throws {
        try await makeFile(ofSchema: version)
        _ = try SQLiteHistory.open(path, as: .daemon)
        let fresh = try SQLiteHistory.open("\(folder.path)/fresh.db", as: .daemon)
        let columns = """
            SELECT m.name, c.name, c.type, c."notnull", c.dflt_value, c.pk
            FROM sqlite_master m, pragma_table_info(m.name) c ORDER BY 1, c.cid
            """
        for sql in [
            columns, "SELECT name, type FROM sqlite_master ORDER BY 1", "PRAGMA user_version",
            // Views as they were written, spaces aside.
            "SELECT name, replace(replace(sql, ' ', ''), char(10), '') FROM sqlite_master WHERE type = 'view' ORDER BY 1",
        ] {
            let new = try DatabaseQueue(path: fresh.path).read { try Row.fetchAll($0, sql: sql) }
            #expect(try read(sql) == new)
        }
        try await DatabaseQueue(path: path).write { try Recount.check($0, "schema \(version)") }
        #expect(try read("SELECT items FROM v_feed_health").map { $0[0] } == [1])
        #expect(try read("SELECT stories FROM v_market_hourly").map { $0[0] } == [1])
        #expect(try read("SELECT event_time FROM v_mentions").map { $0[0] } == ["2026-11-23T09:10:00.000Z"])
    }

    /// Every text that looks like a time, in every column of every table and view, with its width.
    private func times() throws -> [(place: String, text: String)] {
        let columns = try read(
            """
            SELECT m.name AS place, c.name AS column FROM sqlite_master m, pragma_table_info(m.name) c
            WHERE m.type IN ('table', 'view') AND m.name NOT LIKE 'item_text%' AND m.name NOT LIKE 'sqlite_%'
            """)
        return try columns.flatMap { row in
            let (place, column): (String, String) = (row["place"], row["column"])
            return try read(
                "SELECT \"\(column)\" AS text FROM \(place) WHERE \"\(column)\" GLOB '????-??-??T*Z'"
            )
            .map { (place: "\(place).\(column)", text: $0["text"] as String) }
        }
    }

    @Test(arguments: [1, 2, 3, 4])
    func `Every time of a migrated file has 24 characters`(version: Int) async throws {
        try await makeFile(ofSchema: version)
        _ = try SQLiteHistory.open(path, as: .daemon)
        // An hour is a name of its own.
        let times = try times().filter { !$0.place.hasSuffix(".hour") }
        for (place, text) in times { #expect(text.utf8.count == 24, "\(place): \(text)") }
        let places = Set(times.map(\.place))
        #expect(
            places.isSuperset(of: [
                "feed.last_poll", "feed.last_success", "item.event_time", "item.published", "item.fetched_at",
                "quote.at", "alert.at", "v_items.event_time", "v_alerts.fired_at", "v_feed_health.next_due",
                "v_quotes_latest.at",
            ]))
        if version >= 2 {
            #expect(
                places.isSuperset(of: [
                    "feed.state_since", "feed.paused_since", "feed_event.at", "item_edit.at",
                    "title_band.fetched_at", "feedback.at", "feedback.until", "decision.at",
                    "silence.from_time", "silence.until_time", "v_feed_events.at",
                    "v_alerts.acknowledged_until", "v_feed_health.since",
                ]))
        }
        #expect(try read("SELECT next_due FROM v_feed_health").map { $0[0] } == ["2026-11-23T09:30:00.279Z"])
    }

    @Test func `What a file of schema 2 holds is there after the migration`() async throws {
        try await makeFile(ofSchema: 2)
        let database = try SQLiteHistory.open(path, as: .daemon)
        #expect(
            try await database.pendingNotices(sink: "log", at: Self.now).map(\.sequence) == [0, 1],
            "in the order in which they were stored")
        let feedback = try #require(
            try await database.notices(after: 0, limit: 9, at: Self.now).first?.feedback)
        #expect(feedback.map(\.at.rfc3339) == ["2026-11-23T09:22:00.500Z", "2026-11-23T09:21:00Z"])
        #expect(try await database.silences(at: Self.now).map(\.from.rfc3339) == ["2026-11-23T09:20:53Z"])
        let counts = try read("SELECT likes_day, likes_week, similar_day, similar_week FROM v_items")
        #expect(counts.map { Array($0.databaseValues) } == [[2, 5, 2, 5].map { Int64($0).databaseValue }])
        #expect(try read("SELECT hour FROM v_sentiment_hourly").map { $0[0] } == ["2026-11-23T09:00:00Z"])
        #expect(try read("SELECT rowid FROM item_text WHERE item_text MATCH 'profit'").count == 1)
        #expect(try await database.integrityProblems().isEmpty)
    }

    @Test func `An alert that another one stood for is as if it had not fired`() async throws {
        try await makeFile(ofSchema: 2)
        let old = try DatabaseQueue(path: path)
        try await old.write { db in
            try db.execute(
                sql: """
                    INSERT INTO detector_state VALUES
                        ('entity:A', '{"open":{"leader":{"entity":{"_0":"B"}},"score":1.25}}'),
                        ('entity:C', '{"open":{"leader":{"entityTopic":{"_0":"B","topic":"legal"}}}}'),
                        ('entity:D', '{"open":null}'), ('market', 'not JSON')
                    """)
        }
        try old.close()
        _ = try SQLiteHistory.open(path, as: .daemon)
        let states = try read("SELECT state FROM detector_state ORDER BY stream").map {
            $0["state"] as String
        }
        #expect(states == ["{}", "{}", #"{"open":null}"#, "not JSON"])
    }
}
