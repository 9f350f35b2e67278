import Domain
import History
import SQLiteHistory
import TestSupport
import Testing

/// What people ask with SQL.
@Suite struct ViewTests {
    let file: HistoryFile

    init() throws { file = try HistoryFile() }

    @Test func `The views answer the common questions`() async throws {
        let history = try await file.opened()
        let now = HistoryFile.now
        try await history.commit(
            HistoryFile.commit(
                [.sample(1), .sample(2, negative: 0.1)],
                quotes: [
                    Quote(symbol: "ACME", price: 10, currency: "USD", at: now - .seconds(60)),
                    Quote(symbol: "ACME", price: 11, currency: "USD", at: now),
                ], notices: [.sample("a1"), Alert.sample("a1").notice(1, .resolved)]))
        #expect(
            try file.rows("SELECT hour, topic, stories, negative, neutral FROM v_sentiment_hourly")
                == [["2026-11-23T09:00:00Z", "b", "2", "1", "1"]])
        #expect(
            try file.rows("SELECT name, day, stories, negative FROM v_entity_sentiment") == [
                ["Acme", "2026-11-23", "2", "1"]
            ])
        #expect(
            try file.rows("SELECT id, state, observed, explanation FROM v_alerts") == [
                ["a1", "resolved", "5", "why"]
            ])
        #expect(try file.rows("SELECT health, items FROM v_feed_health") == [["ok", "2"]])
        #expect(try file.rows("SELECT symbol, price FROM v_quotes_latest") == [["ACME", "11.0"]])
        #expect(try file.rows("SELECT count(*) FROM v_items WHERE score < 0") == [["2"]])
    }

    @Test func `The views of the series show half hours and days, rounded`() async throws {
        let history = try await file.opened()
        let start = SeriesPoint.start(of: HistoryFile.now)
        var commit = HistoryFile.commit([])
        commit.series = [0, 1].map { number in
            SeriesPoint(
                .market, start: start - SeriesPoint.width * number, stories: 3, negative: 2, positive: 1,
                expected: 1.0 / 3, bits: 5.129 + Double(number))
        }
        try await history.commit(commit)
        #expect(
            try file.rows("SELECT * FROM v_series") == [
                ["market", "2026-11-23T09:00:00.000Z", "3", "2", "1", "0.3333", "6.13"],
                ["market", "2026-11-23T09:30:00.000Z", "3", "2", "1", "0.3333", "5.13"],
            ])
        #expect(
            try file.rows("SELECT * FROM v_series_daily") == [
                ["market", "2026-11-23", "6", "4", "2", "0.6667", "6.13"]
            ])
    }

    @Test func `Themes are listed with their words and companies, and when they began and ended`()
        async throws
    {
        let history = try await file.opened()
        var open = Alert.sample("t1", of: .theme("tariff"), at: HistoryFile.now)
        open.name = "tariffs (steel)"
        open.theme = .init(
            terms: ["tariff", "steel"], began: HistoryFile.now - .seconds(3600),
            companies: [
                .init(symbol: "ACME", name: "Acme", stories: 3), .init(symbol: "X", name: "X", stories: 1),
            ], sources: ["reuters.com", "The Wire"])
        open.context.similar = [.init(id: "t0", at: HistoryFile.now, stream: .theme("duty"), title: "Duties")]
        var ended = Alert.sample("t2", of: .theme("breach"), at: HistoryFile.now - .seconds(60))
        ended.theme = .init(
            terms: ["breach"], began: HistoryFile.now - .seconds(120), companies: [], sources: [])
        ended.headlines = ["Data breach", "Breach spreads"].map {
            .init(title: $0, link: nil, score: -0.9, words: [])
        }
        var end = ended.notice(1, .resolved)
        end.headlines = []
        try await history.commit(
            HistoryFile.commit([], notices: [open, ended, end, .sample("a1")]))
        let columns =
            "name, terms, began, fired_at, ended IS NULL, stories, sources, companies, stream, alert_id, reported_by, headlines, resembles"
        #expect(
            try file.rows("SELECT \(columns) FROM v_themes") == [
                [
                    "tariffs (steel)", "tariff, steel", "2026-11-23T08:30:00Z", "2026-11-23T09:30:00.000Z",
                    "1", "5", "2", "ACME, X", "theme:tariff", "t1",
                    "reuters.com, The Wire", "NULL", "theme:duty",
                ],
                [
                    "NULL", "breach", "2026-11-23T09:28:00Z", "2026-11-23T09:29:00.000Z", "0", "5", "2",
                    "NULL", "theme:breach", "t2", "NULL", "Data breach\nBreach spreads", "NULL",
                ],
            ])
    }

    @Test func `Every question of the README has an answer`() async throws {
        let history = try await file.opened()
        try await history.commit(HistoryFile.commit([.sample(1)], notices: [.sample("a1")]))
        let text = try Fixtures.rootText("README.md")
        let block = try #require(text.split(separator: "```sql\n").dropFirst().first)
        let questions = block.split(separator: "```")[0].split(separator: ";\n").map(String.init)
            .filter { $0.contains("SELECT") }
        #expect(questions.count >= 7)
        for question in questions { _ = try file.rows(question) }
    }

    @Test func `A failing feed keeps its last success and says why`() async throws {
        let history = try await file.opened()
        try await history.commit(HistoryFile.commit([.sample(1)]))
        var cursor = try #require(try await history.cursor(of: "wire"))
        cursor.failures = 3
        cursor.lastError = "the server answered 503"
        cursor.condition = FeedCondition(.failing, since: HistoryFile.now, evidence: cursor.lastError)
        for seconds in [600, 1200] {
            var commit = Commit { _, _ in NoticeRoute(receivers: [], isSilenced: false) }
            commit.poll = Commit.Poll(of: "wire", cursor: cursor, at: HistoryFile.now + .seconds(seconds))
            try await history.commit(commit)
        }
        #expect(
            try file.rows("SELECT health, last_success, failures, last_error FROM v_feed_health")
                == [["failing", "2026-11-23T09:30:00.000Z", "3", "the server answered 503"]])
        #expect(
            try file.rows("SELECT at, feed, state FROM v_feed_events ORDER BY at") == [
                ["2026-11-23T09:30:00.000Z", "wire", "ok"],
                ["2026-11-23T09:40:00.000Z", "wire", "failing"],
            ], "each state once")
    }

    @Test func `Titles are found by their words, in any form`() async throws {
        let history = try await file.opened()
        try await history.commit(HistoryFile.commit([.sample(1), .sample(2)]))
        #expect(try file.rows("SELECT rowid FROM item_text WHERE item_text MATCH 'stories AND 2'") == [["2"]])
    }

    @Test func `An edit keeps the previous title and is found by the new one`() async throws {
        let history = try await file.opened()
        try await history.commit(HistoryFile.commit([.sample(1)]))
        let assessed = AssessedItem.sample(1, negative: 0.1)
        let edit = AssessedEdit(
            edit: ItemEdit(key: "guid:1", title: "Story 1, corrected", summary: "s", former: "Story 1"),
            text: assessed.text)
        for _ in 0..<2 { try await history.commit(HistoryFile.commit(edits: [edit])) }
        #expect(
            try file.rows("SELECT title, summary, sentiment FROM v_items") == [
                ["Story 1, corrected", "s", "neutral"]
            ])
        #expect(try file.rows("SELECT title FROM item_edit") == [["Story 1"]])
        #expect(try file.rows("SELECT count(*) FROM mention") == [["1"]])
        #expect(try file.rows("SELECT rowid FROM item_text WHERE item_text MATCH 'corrected'") == [["1"]])
    }

    @Test(arguments: [
        "SELECT title FROM v_mentions WHERE symbol = 'A' ORDER BY event_time DESC LIMIT 20",
        "SELECT title FROM v_mentions WHERE symbol = 'A' AND relevance > 0.5 ORDER BY score LIMIT 20",
        "SELECT title FROM v_mentions WHERE event_time > '2026-11-23'",
        "SELECT * FROM v_market_hourly", "SELECT * FROM v_sentiment_hourly ORDER BY hour",
    ])
    func `Questions of the kinds that README has sort nothing and scan no table of items`(sql: String)
        async throws
    {
        _ = try await file.opened()
        let plan = try file.rows("EXPLAIN QUERY PLAN \(sql)").compactMap(\.last)
        #expect(!plan.isEmpty)
        #expect(!plan.contains { $0.contains("TEMP B-TREE") }, "\(plan)")
        #expect(!plan.contains { $0.contains("SCAN item") || $0.contains("SCAN mention") }, "\(plan)")
    }

    /// The items that two searches find, one for three characters and more, one for fewer.
    private func found(_ text: String) throws -> [String] {
        let sql =
            text.count >= 3
            ? "SELECT rowid FROM item_trigram WHERE item_trigram MATCH '\(text)' ORDER BY 1"
            : """
            SELECT id FROM item WHERE id IN (SELECT doc FROM item_trigram_term
                WHERE term BETWEEN '\(text)' AND '\(text)' || char(1114111)) ORDER BY 1
            """
        return try file.rows(sql).map { $0[0] }
    }

    @Test func `Parts of titles in scripts without spaces are found`() async throws {
        let history = try await file.opened()
        let titles = [
            "阿里巴巴净利润下滑六成", "トヨタ、12万台をリコール", "삼성전자 영업이익 급감", "กำไรสุทธิลดลง", "Profit of 阿里 falls",
            "Profit falls",
            "公司亏损",
        ]
        try await history.commit(HistoryFile.commit((1...titles.count).map { .sample($0) }))
        for (index, title) in titles.enumerated() {
            try await file.execute("UPDATE item SET title = '\(title)' WHERE id = \(index + 1)")
        }
        let expected: [(String, [String])] = [
            ("净利润", ["1"]), ("リコール", ["2"]), ("영업이익", ["3"]), ("สุทธิ", ["4"]), ("亏损", ["7"]),
            ("阿里", ["1", "5"]),
            ("損", []), ("净利率", []), ("Profit", ["5"]),
        ]
        for (text, items) in expected { #expect(try found(text) == items, "\(text)") }
        #expect(
            try file.rows("SELECT rowid FROM item_text WHERE item_text MATCH 'profit' ORDER BY 1") == [
                ["5"], ["6"],
            ])
        try await file.execute("UPDATE item SET title = '营收增长' WHERE id = 1; DELETE FROM item WHERE id = 2")
        for text in ["净利润", "リコール"] { #expect(try found(text).isEmpty) }
        #expect(try found("营收") == ["1"])
        try await file.execute("INSERT INTO item_trigram (item_trigram) VALUES ('integrity-check')")
        #expect(
            try file.rows("SELECT count(*) FROM item_trigram") == [["5"]], "texts with spaces cost nothing")
    }

    @Test func `A study has what the price did after each alert, less the index and beside what is usual`()
        async throws
    {
        let history = try await file.opened()
        let (now, hour) = (HistoryFile.now, Duration.seconds(3600))
        // Forty days of hours: the price stays but for a fall of a tenth in the hour after the alert, and the
        // index rises by a thousandth then.
        let quotes = (-40 * 24...6 * 24).flatMap { number in
            let at = now + hour * number + .seconds(60)
            return [
                Quote(symbol: "ACME", price: number < 0 ? 100 : 90, currency: "USD", at: at),
                Quote(symbol: "^GSPC", price: number < 0 ? 1000 : 1001, currency: nil, at: at),
            ]
        }
        try await history.commit(
            HistoryFile.commit(
                [],
                quotes: quotes + [Quote(symbol: "CRUX", price: 5, currency: "USD", at: now - hour)],
                notices: [
                    .sample("a1", at: now), .sample("m1", of: .market, at: now),
                    .sample("c1", of: .entity("CRUX")),
                ]))
        let found = try file.rows(
            """
            SELECT "window", from_price, to_price, move, index_symbol, adjusted_move, usual_move, usual_times > 30
            FROM v_event_studies WHERE alert_id = 'a1' ORDER BY to_time
            """)
        let row = ["100.0", "90.0", "-0.1", "^GSPC", "-0.101", "0.0", "1"]
        #expect(found == [["1h"] + row, ["1d"] + row, ["5d"] + row])
        #expect(try file.rows("SELECT DISTINCT alert_id FROM v_event_studies") == [["a1"]])
    }
}
