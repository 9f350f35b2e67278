import Domain
import GRDB
import History
import SQLiteHistory
import Testing

/// A page of headlines looks at a limited number of items, however long the history is.
@Suite struct SearchEffortTests {
    let file: HistoryFile

    init() throws { file = try HistoryFile() }

    /// Eleven thousand items, of which the oldest is the only one on its topic.
    private func filled() async throws -> SQLiteHistory {
        let history = try await file.opened()
        let items = """
            WITH RECURSIVE n (i) AS (SELECT 1 UNION ALL SELECT i + 1 FROM n WHERE i < 11000)
            INSERT INTO item (id, feed_id, key, story_id, story_fingerprint, is_first_of_story, is_backlog, title,
                event_time, fetched_at)
            SELECT i, 'wire', i, i, i, 1, 0, 'Profit of ' || i,
                strftime('%Y-%m-%dT%H:%M:%fZ', '2026-11-01', i || ' minutes'), '2026-11-23T09:00:00.000Z' FROM n;
            INSERT INTO assessment
            SELECT id, 'negative', 1, 0, 0, -1, iif(id = 1, 'rare', 'common'), 1, '[]', x'', 1, 'm', NULL, NULL, NULL FROM item
            """
        try await DatabaseQueue(path: file.path).write { try $0.execute(sql: items) }
        return history
    }

    @Test(arguments: [nil, "profit", "prof*"])
    func `A search that hardly anything meets stops, says how far it came, and goes on from there`(
        text: String?
    ) async throws {
        let history = try await filled()
        var query = HeadlineQuery()
        (query.text, query.stream, query.limit) = (text, .topic("rare"), 20)
        var (pages, last) = (0, Instant(milliseconds: .max))
        while true {
            let page = try await history.headlines(query)
            pages += 1
            guard let next = page.next else {
                #expect(page.headlines.map(\.number) == [1])
                #expect(page.searchedTo == nil)
                break
            }
            #expect(page.headlines.isEmpty)
            let searchedTo = try #require(page.searchedTo)
            #expect(searchedTo < last)
            (last, query.after) = (searchedTo, next)
        }
        #expect(pages > 2 && pages < 9)
    }

    @Test(arguments: [
        // In all of the latest; in a thousand and more of the others; in few.
        ("p*", Array(10_981...11_000)), ("9*", Array(9980...9999)), ("10999* OR 77*", [7798, 7799, 10_999]),
    ])
    func `Words are found by how they begin, be they many or few`(
        text: String, latest: [Int64]
    ) async throws {
        var query = HeadlineQuery()
        (query.text, query.limit) = (text, latest.count)
        let history = try await filled()
        let page = try await history.headlines(query)
        #expect(page.headlines.map(\.number) == latest.reversed())
        query.after = page.next
        let next = try await history.headlines(query)
        #expect(try #require(next.headlines.first).number < latest[0])
    }

    @Test func `Beginnings that only other sources have are looked for in a number of texts, then later`()
        async throws
    {
        let history = try await filled()
        try await DatabaseQueue(path: file.path).write {
            try $0.execute(
                sql: """
                    INSERT INTO feed (id, title, url, kind, next_due_ms) VALUES ('other', 'O', 'u', 'news', 0);
                    UPDATE item SET title = 'Loss of ' || id, feed_id = 'other' WHERE id <= 5000
                    """)
        }
        var query = HeadlineQuery()
        (query.text, query.feed, query.limit) = ("prof*", "other", 20)
        let page = try await history.headlines(query)
        #expect(page.headlines.isEmpty)
        let next = try #require(page.next)
        #expect((4000..<5000).contains(next.number))
        #expect(page.searchedTo == next.time)
        (query.after, query.text) = (next, "prof* OR loss")
        #expect(try await history.headlines(query).headlines.first?.number == next.number - 1)
    }

    @Test func `A full page does not tell how far it looked`() async throws {
        var query = HeadlineQuery()
        (query.stream, query.limit) = (.topic("common"), 20)
        let page = try await filled().headlines(query)
        #expect(page.headlines.count == 20)
        #expect(page.next != nil && page.searchedTo == nil)
    }
}
