import Domain
import FoundationEssentials
import GRDB
import History
import SQLiteHistory
import TestSupport
import Testing

@Suite struct SQLiteHistoryTests {
    private static let now = Instant(seconds: 1_795_426_200)
    let folder: TemporaryFolder
    let path: String

    init() throws {
        folder = try TemporaryFolder()
        path = "\(folder.path)/history.db"
    }

    private static let feed = Feed(
        id: "wire", title: "Wire", url: "https://w.example/", kind: .news, interval: .seconds(600))

    private func opened() async throws -> SQLiteHistory {
        let database = try SQLiteHistory(path: path)
        try await database.register(
            [(Self.feed, Self.now)],
            entities: [Entity(symbol: "ACME", name: "Acme", aliases: ["Acme \"A\" Corp"])])
        return database
    }

    private func assessed(_ number: Int, negative: Float = 0.8) -> AssessedItem {
        let scores = SentimentScores(negative: negative, neutral: 1 - negative, positive: 0)
        return AssessedItem(
            item: Item(
                feed: "wire", key: "guid:\(number)", story: StoryID(Int64(number)),
                fingerprint: Int64(number) * 7,
                isFirstOfStory: true, title: "Story \(number)", link: "https://w.example/\(number)",
                summary: nil,
                author: nil, language: "en", eventTime: Self.now, published: nil, fetchedAt: Self.now,
                isBacklog: false),
            assessment: Assessment(
                sentiment: scores,
                topics: [TopicScore(name: "a", probability: 0.25), TopicScore(name: "b", probability: 0.75)],
                attention: [
                    WordWeight(word: "Story", weight: 0.9), WordWeight(word: "\(number)", weight: 0.1),
                ],
                embedding: [1, -0.5, 0.25]),
            entities: [AssessedEntity(symbol: "ACME", sentiment: scores, relevance: 0.75)])
    }

    private func alert(
        _ id: String, sequence: Int = 0, _ state: Alert.State = .firing, at time: Instant = now
    ) -> Alert {
        Alert.sample(id, at: time).notice(sequence, state)
    }

    private func commit(
        _ items: [AssessedItem], quotes: [Quote] = [], alerts: [Alert] = [], cursor: FeedCursor? = nil
    ) -> Commit {
        let cursor =
            cursor
            ?? FeedCursor(
                etag: "\"1\"", nextDue: Self.now + .seconds(600), lastSuccess: Self.now,
                condition: FeedCondition(.ok, since: Self.now))
        return Commit(
            response: Response(
                feed: Self.feed, status: 200, url: Self.feed.url, contentType: nil, body: [],
                receivedAt: Self.now,
                cursor: cursor, previous: FeedCursor(nextDue: Self.now)),
            items: items, quotes: quotes, streams: [("market", "{}")], alerts: alerts, model: "test")
    }

    private func rows(_ sql: String) throws -> [[String]] {
        try DatabaseQueue(path: path).read { db in
            try Row.fetchAll(db, sql: sql).map { row in
                row.databaseValues.map { String.fromDatabaseValue($0) ?? "\($0)" }
            }
        }
    }

    @Test func `A commit is there whole after the file is opened again`() async throws {
        do {
            let database = try await opened()
            try await database.commit(
                commit(
                    [assessed(1), assessed(2, negative: 0.1)],
                    quotes: [Quote(symbol: "ACME", price: 10.5, currency: "USD", at: Self.now)],
                    alerts: [alert("a1")]))
        }
        let database = try SQLiteHistory(path: path)
        #expect(try await database.counts() == (2, 1, 1))
        #expect(try await database.cursor(of: "wire")?.etag == "\"1\"")
        #expect(try await database.streamStates().map(\.stream) == ["market"])
        #expect(
            Set(try await database.knownTitles(feed: "wire", among: ["guid:1", "guid:9"]).keys) == ["guid:1"])
        #expect(
            try await database.stories(withFingerprints: [7, 8], since: Self.now - .seconds(60)) == [
                7: StoryID(1)
            ])
        #expect(try await database.pendingDeliveries(sink: "log", at: Self.now).map(\.alertID) == ["a1"])
        let problems = try await database.integrityProblems()
        #expect(problems.isEmpty, "\(problems)")
    }

    @Test func `The same commit twice changes nothing`() async throws {
        let database = try await opened()
        let commit = commit(
            [assessed(1)], quotes: [Quote(symbol: "ACME", price: 1, currency: nil, at: Self.now)],
            alerts: [alert("a1")])
        try await database.commit(commit)
        try await database.commit(commit)
        #expect(try await database.counts() == (1, 1, 1))
        #expect(try await database.pendingDeliveries(sink: "log", at: Self.now).count == 1)
    }

    @Test func `A delivered notice is not pending, and does not come back`() async throws {
        let database = try await opened()
        try await database.commit(commit([], alerts: [alert("a1"), alert("a1", sequence: 1, .resolved)]))
        let pending = try await database.pendingDeliveries(sink: "log", at: Self.now)
        #expect(pending.map(\.sequence) == [0, 1])
        try await database.markDelivered(
            alert: pending[0].alertID, sequence: pending[0].sequence, sink: "log")
        try await database.commit(commit([], alerts: [alert("a1")]))
        #expect(try await database.pendingDeliveries(sink: "log", at: Self.now).map(\.sequence) == [1])
    }

    @Test func `A commit that fails leaves nothing of itself`() async throws {
        let database = try await opened()
        try await DatabaseQueue(path: path).write { db in
            try db.execute(
                sql: "CREATE TRIGGER fault BEFORE INSERT ON alert BEGIN SELECT raise(ABORT, 'fault'); END")
        }
        await #expect(throws: DatabaseError.self) {
            try await database.commit(commit([assessed(1)], alerts: [alert("a1")]))
        }
        #expect(try await database.counts() == (0, 0, 0))
        #expect(try await database.cursor(of: "wire")?.etag == nil)
        #expect(try await database.streamStates().isEmpty)
    }

    @Test func `The views answer the common questions`() async throws {
        let database = try await opened()
        try await database.commit(
            commit(
                [assessed(1), assessed(2, negative: 0.1)],
                quotes: [
                    Quote(symbol: "ACME", price: 10, currency: "USD", at: Self.now - .seconds(60)),
                    Quote(symbol: "ACME", price: 11, currency: "USD", at: Self.now),
                ], alerts: [alert("a1"), alert("a1", sequence: 1, .resolved)]))
        #expect(
            try rows("SELECT hour, topic, stories, negative, neutral FROM v_sentiment_hourly")
                == [["2026-11-23T09:00:00Z", "b", "2", "1", "1"]])
        #expect(
            try rows("SELECT name, day, stories, negative FROM v_entity_sentiment") == [
                ["Acme", "2026-11-23", "2", "1"]
            ])
        #expect(
            try rows("SELECT id, state, observed, explanation FROM v_alerts") == [
                ["a1", "resolved", "5", "why"]
            ])
        #expect(try rows("SELECT health, items FROM v_feed_health") == [["ok", "2"]])
        #expect(try rows("SELECT symbol, price FROM v_quotes_latest") == [["ACME", "11.0"]])
        #expect(try rows("SELECT count(*) FROM v_items WHERE score < 0") == [["2"]])
    }

    @Test func `Every question of the README has an answer`() async throws {
        let database = try await opened()
        try await database.commit(commit([assessed(1)], alerts: [alert("a1")]))
        let text = try Fixtures.rootText("README.md")
        let block = try #require(text.split(separator: "```sql\n").dropFirst().first)
        let questions = block.split(separator: "```")[0].split(separator: ";\n").map(String.init)
            .filter { $0.contains("SELECT") }
        #expect(questions.count >= 7)
        for question in questions { _ = try rows(question) }
    }

    @Test func `A failing feed keeps its last success and says why`() async throws {
        let database = try await opened()
        try await database.commit(commit([assessed(1)]))
        var cursor = try #require(try await database.cursor(of: "wire"))
        cursor.failures = 3
        cursor.lastError = "the server answered 503"
        cursor.condition = FeedCondition(.failing, since: Self.now, evidence: cursor.lastError)
        cursor.memory.address = "https://n.example/"
        try await database.record(failure: cursor, of: "wire", at: Self.now + .seconds(600))
        #expect(
            try rows("SELECT health, last_success, failures, last_error FROM v_feed_health")
                == [["failing", "2026-11-23T09:30:00.000Z", "3", "the server answered 503"]])
        #expect(try await database.cursor(of: "wire") == cursor, "nothing of a cursor is lost")
        try await database.record(failure: cursor, of: "wire", at: Self.now + .seconds(1200))
        #expect(
            try rows("SELECT at, feed, state FROM v_feed_events ORDER BY at") == [
                ["2026-11-23T09:30:00.000Z", "wire", "ok"],
                ["2026-11-23T09:40:00.000Z", "wire", "failing"],
            ])
    }

    @Test func `A feed that moved starts without the validators of its old address`() async throws {
        let database = try await opened()
        try await database.commit(commit([]))
        let moved = Feed(
            id: "wire", title: "Wire", url: "https://else.example/", kind: .news, interval: .seconds(600))
        try await database.register([(moved, Self.now)], entities: [])
        #expect(try await database.cursor(of: "wire")?.etag == nil)
    }

    @Test func `The price's move is told over an hour and a day`() async throws {
        let database = try await opened()
        let quotes = [(-90_000.0, 8.0), (-4000, 12), (-10, 9), (50, 100)].map {
            Quote(symbol: "ACME", price: $0.1, currency: "USD", at: Self.now + .seconds($0.0))
        }
        try await database.commit(commit([], quotes: quotes))
        let move = try #require(try await database.quoteMove(symbol: "ACME", at: Self.now))
        #expect(
            move == Alert.QuoteMove(symbol: "ACME", price: 9, change1h: 9 / 12.0 - 1, change1d: 9 / 8.0 - 1))
        #expect(try await database.quoteMove(symbol: "NONE", at: Self.now) == nil)
    }

    @Test func `A newer schema is refused in words`() async throws {
        do { _ = try await opened() }
        try await DatabaseQueue(path: path).write { try $0.execute(sql: "PRAGMA user_version = 99") }
        #expect(throws: HistoryError.newerSchema(path: path, version: 99, supported: 3)) {
            try SQLiteHistory(path: path)
        }
    }

    @Test func `A database of another program is left alone`() async throws {
        try await DatabaseQueue(path: path).write { try $0.execute(sql: "CREATE TABLE theirs (x)") }
        #expect(throws: HistoryError.notOurs(path: path)) { try SQLiteHistory(path: path) }
        #expect(try rows("SELECT name FROM sqlite_master") == [["theirs"]])
    }

    @Test func `A file that is no database is refused in words`() throws {
        let bytes = (0..<8192).map { UInt8(truncatingIfNeeded: $0 * 31) }
        try Data(bytes).write(to: URL(filePath: path))
        #expect(throws: HistoryError.damaged(path: path, reason: "file is not a database")) {
            try SQLiteHistory(path: path)
        }
        #expect(Array(try Data(contentsOf: URL(filePath: path))) == bytes)
    }

    @Test func `Notices are handed on in their sequence, also within a second`() async throws {
        let database = try await opened()
        // The first on the full second: its text has no milliseconds, and those of the next sorted before it.
        let notices = (0..<3).map { alert("a1", sequence: $0, at: Self.now + .milliseconds($0 * 279)) }
        try await database.commit(alerts: notices + [alert("b1")], streams: [])
        let pending = try await database.pendingDeliveries(sink: "log", at: Self.now)
        #expect(pending.map { "\($0.alertID) \($0.sequence)" } == ["a1 0", "a1 1", "a1 2", "b1 0"])
    }

    @Test func `A silence holds from its first millisecond to its last`() async throws {
        let database = try await opened()
        _ = try await database.silence(
            "entity:*", from: Self.now, until: Self.now + .seconds(2), by: "me", reason: nil)
        for milliseconds in [-1, 0, 279, 1999, 2000, 2900] {
            let notice = alert("a\(milliseconds)", at: Self.now + .milliseconds(milliseconds))
            try await database.commit(alerts: [notice], streams: [])
        }
        #expect(
            try await database.alerts(at: Self.now).map(\.isSilenced)
                == [false, true, true, true, false, false])
    }

    @Test func `A silence keeps an alert and its end from the sinks, not from the history`() async throws {
        let database = try await opened()
        let (silence, muted) = try await database.silence(
            "entity:*", from: Self.now - .seconds(60), until: Self.now + .seconds(60), by: "me",
            reason: "earnings")
        #expect(muted == 0)
        try await database.commit(commit([], alerts: [alert("a")]))
        #expect(try await database.endSilence(silence.id, at: Self.now))
        #expect(try await database.endSilence(silence.id, at: Self.now) == false)
        #expect(try await database.silences(at: Self.now).isEmpty)
        try await database.commit(alerts: [alert("a", sequence: 1, .resolved), alert("b")], streams: [])
        #expect(try await database.pendingDeliveries(sink: "log", at: Self.now).map(\.alertID) == ["b"])
        #expect(try await database.alerts(at: Self.now).map(\.isSilenced) == [true, true, false])
        #expect(try await database.alerts(after: 2, at: Self.now).map { $0.pending.map(\.sink) } == [["log"]])
        let again = try await database.silence(
            "entity:ACME", from: Self.now, until: Self.now + .seconds(60), by: "me", reason: nil)
        #expect(again.muted == 2)
    }

    @Test func `A rule's alerts go to its sinks, and later notices where the first one went`() async throws {
        let database = try SQLiteHistory(
            path: path, sinks: ["log", "desk", "pager"], routes: ["banks": ["log", "pager"]])
        var first = alert("a1")
        first.rule = "banks"
        try await database.commit(alerts: [first], streams: [])
        #expect(try await database.pendingDeliveries(sink: "pager", at: Self.now).count == 1)
        #expect(try await database.pendingDeliveries(sink: "desk", at: Self.now).isEmpty)
        // The configuration changed meanwhile: no rule, and one sink less.
        let changed = try SQLiteHistory(path: path, sinks: ["log", "desk"])
        try await changed.commit(alerts: [alert("a1", sequence: 1, .resolved)], streams: [])
        #expect(try await changed.pendingDeliveries(sink: "desk", at: Self.now).isEmpty)
        #expect(try await changed.pendingDeliveries(sink: "log", at: Self.now).count == 2)
    }

    @Test func `Answers are kept with the alert, by its id or its first letters`() async throws {
        let database = try await opened()
        try await database.commit(commit([], alerts: [alert("abc1"), alert("abd2"), alert("abd")]))
        func answer(_ id: String, _ kind: Feedback.Kind) async throws {
            try await database.add(
                Feedback(kind: kind, by: "me", reason: "why", at: Self.now), toAlert: id)
        }
        try await answer("abc", .acknowledged)
        try await answer("abd", .dismissed)
        try await answer("abc1", .dismissed)
        let answers = try await database.alerts(at: Self.now).map { $0.feedback.map(\.kind) }
        #expect(answers == [[.dismissed, .acknowledged], [], [.dismissed]])
        await #expect(throws: HistoryError.unknownAlert(path: path, id: "x", isAmbiguous: false)) {
            try await answer("x", .dismissed)
        }
        await #expect(throws: HistoryError.unknownAlert(path: path, id: "ab", isAmbiguous: true)) {
            try await answer("ab", .dismissed)
        }
    }

    @Test
    func
        `An acknowledgement holds until its time, until the alert ends or escalates, or until it is dismissed`()
        async throws
    {
        let database = try await opened()
        try await database.commit(
            commit([], alerts: ["timed", "ended", "raised", "dismissed", "held"].map { alert($0) }))
        func answer(_ id: String, _ kind: Feedback.Kind, until: Instant? = nil) async throws {
            var answer = Feedback(kind: kind, by: "me", reason: nil, at: Self.now)
            answer.until = until
            try await database.add(answer, toAlert: id)
        }
        try await answer("timed", .acknowledged, until: Self.now + .seconds(3600))
        for id in ["ended", "raised", "dismissed", "held"] { try await answer(id, .acknowledged) }
        let all: Set<String> = ["timed", "ended", "raised", "dismissed", "held"]
        #expect(try await database.acknowledged(at: Self.now) == all)
        try await database.commit(
            alerts: [alert("ended", sequence: 1, .resolved), alert("raised", sequence: 1)], streams: [])
        try await answer("dismissed", .dismissed)
        #expect(try await database.acknowledged(at: Self.now) == ["timed", "held"])
        #expect(try await database.acknowledged(at: Self.now + .seconds(3600)) == ["held"])
        try await answer("raised", .acknowledged)
        #expect(try await database.acknowledged(at: Self.now) == ["timed", "held", "raised"])
        let stored = try await database.alerts(at: Self.now + .seconds(3600))
        #expect(
            stored.filter(\.isAcknowledged).count == 3, "both notices of the raised one, and the held one")
        #expect(stored.first?.feedback.first?.until == Self.now + .seconds(3600))
    }

    @Test func `A failed delivery waits, holds up those behind it, dies, and is revived`() async throws {
        let database = try SQLiteHistory(path: path, sinks: ["log", "desk"])
        try await database.commit(alerts: [alert("a"), alert("b")], streams: [])
        func due(_ seconds: Int) async throws -> [String] {
            try await database.pendingDeliveries(sink: "desk", at: Self.now + .seconds(seconds)).map(
                \.alertID)
        }
        try await database.markFailed(
            alert: "a", sequence: 0, sink: "desk", reason: "the server answered 503",
            next: Self.now + .seconds(60))
        #expect(try await due(0) == [])
        #expect(try await due(60) == ["a", "b"])
        #expect(try await database.pendingDeliveries(sink: "log", at: Self.now).count == 2)
        try await database.markFailed(alert: "a", sequence: 0, sink: "desk", reason: "again", next: nil)
        #expect(try await due(0) == ["b"])
        let pending = try await database.alerts(at: Self.now).first?.pending
        #expect(pending?.first == PendingSink(sink: "desk", attempts: 2, isDead: true, lastError: "again"))
        #expect(try await database.retryDeliveries() == 1)
        #expect(try await due(0) == ["a", "b"])
    }

    @Test func `A copy holds what was committed, is whole, and replaces what was there`() async throws {
        let database = try await opened()
        try await database.commit(commit([assessed(1)]))
        let copy = try folder.file("copy.db", Array("something else".utf8))
        try database.backUp(to: copy)
        try await database.commit(commit([assessed(2)]))
        let restored = try SQLiteHistory(path: copy)
        #expect(try await restored.counts().items == 1)
        #expect(try await restored.integrityProblems().isEmpty)
        #expect(throws: HistoryError.self) { try database.backUp(to: "/nowhere/copy.db") }
        #expect(!FileManager.default.fileExists(atPath: copy + ".partial"))
    }

    @Test func `A folder that is not there is told`() {
        #expect(throws: HistoryError.self) { try SQLiteHistory(path: "/nowhere/history.db") }
    }

    @Test func `Old items go in portions, are known still, and the file shrinks`() async throws {
        let database = try await opened()
        for number in 0..<5 {
            let numbers = (number * 900)..<((number + 1) * 900)
            try await database.commit(commit(numbers.map { assessed($0) }))
        }
        let before = try await database.bytesInUse()
        let retention = Retention(age: .seconds(30 * 86400))
        #expect(try await database.forget(retention, at: Self.now + .seconds(29 * 86400)) == false)
        #expect(try await database.counts().items == 4500)
        var rounds = 1
        while try await database.forget(retention, at: Self.now + .seconds(31 * 86400)) { rounds += 1 }
        #expect(rounds == 3)
        #expect(try await database.counts().items == 0)
        #expect(
            try rows("SELECT (SELECT count(*) FROM assessment), (SELECT count(*) FROM mention)") == [
                ["0", "0"]
            ])
        #expect(try rows("SELECT count(*) FROM item_text WHERE item_text MATCH 'story'") == [["0"]])
        #expect(
            Set(try await database.knownTitles(feed: "wire", among: ["guid:7", "guid:9999"]).keys) == [
                "guid:7"
            ])
        #expect(try await database.bytesInUse() < before / 2)
        for _ in 0..<10 { _ = try await database.forget(retention, at: Self.now + .seconds(31 * 86400)) }
        #expect(try rows("PRAGMA freelist_count") == [["0"]])
        #expect(try await database.integrityProblems().isEmpty)
    }

    @Test func `A size bounds the history, but never the last week`() async throws {
        let database = try await opened()
        try await database.commit(commit((0..<900).map { assessed($0) }))
        let retention = Retention(size: 100_000)
        #expect(try await database.forget(retention, at: Self.now + .seconds(6 * 86400)) == false)
        #expect(try await database.counts().items == 900)
        _ = try await database.forget(retention, at: Self.now + .seconds(8 * 86400))
        #expect(try await database.counts().items == 0)
    }

    @Test func `Titles are found by their words, in any form`() async throws {
        let database = try await opened()
        try await database.commit(commit([assessed(1), assessed(2)]))
        #expect(try rows("SELECT rowid FROM item_text WHERE item_text MATCH 'stories AND 2'") == [["2"]])
    }

    @Test func `An edit changes the item and what is said of it, and keeps the former title`() async throws {
        let database = try await opened()
        try await database.commit(commit([assessed(1)]))
        #expect(
            try await database.knownTitles(feed: "wire", among: ["guid:1", "guid:2"]) == ["guid:1": "Story 1"]
        )
        var change = commit([])
        change.edits = [
            (
                ItemEdit(key: "guid:1", title: "Story 1, corrected", summary: "s"),
                assessed(1, negative: 0.1).text
            )
        ]
        for _ in 0..<2 { try await database.commit(change) }
        #expect(
            try rows("SELECT title, summary, sentiment FROM v_items") == [
                ["Story 1, corrected", "s", "neutral"]
            ])
        #expect(try rows("SELECT title FROM item_edit") == [["Story 1"]])
        #expect(try rows("SELECT count(*) FROM mention") == [["1"]])
        #expect(try rows("SELECT rowid FROM item_text WHERE item_text MATCH 'corrected'") == [["1"]])
    }
}
