import Domain
import FoundationEssentials
import GRDB
import History
import PostgresServer
import SQLiteHistory
import TestSupport
import Testing

@testable import PostgresHistory

/// What people ask with SQL, asked of both engines about the same history.
@Suite(.enabled(if: PostgresServer.missing == nil, "PostgreSQL 15 is not installed"))
struct PageQueryTests {
    static let now = Instant(seconds: 1_795_426_200)

    /// The same history in both engines.
    struct Pair {
        let postgres: PostgresHistory
        let sqlite: DatabaseQueue
        private let folder: TemporaryFolder

        init() async throws {
            folder = try TemporaryFolder()
            let file = try SQLiteHistory.open("\(folder.path)/history.db", as: .daemon)
            let address = try await PostgresServer.shared.value.database()
            postgres = try await PostgresHistory.open(address, as: .daemon)
            try await SharedStory.tell(file)
            try await SharedStory.tell(postgres)
            sqlite = try DatabaseQueue(path: "\(folder.path)/history.db")
        }

        /// What SQLite answers.
        func fromSQLite(_ sql: String) throws -> Table {
            try sqlite.read { db in
                let statement = try db.makeStatement(sql: sql)
                let (names, cursor) = (statement.columnNames, try GRDB.Row.fetchCursor(statement))
                var rows: [[Cell]] = []
                while let row = try cursor.next() {
                    rows.append(row.databaseValues.map(Cell.init))
                }
                return Table(names: names, rows: rows)
            }
        }

        /// What PostgreSQL answers.
        func fromPostgres(_ sql: String) async throws -> Table {
            try await postgres.read { session in
                let rows = try session.rows(
                    """
                    SELECT (SELECT json_agg(key) FROM json_each(row_to_json(answer)))::text AS names,
                        (SELECT json_agg(value) FROM json_each(row_to_json(answer)))::text AS cells
                    FROM (\(sql)) AS answer
                    """, [])
                let decoder = JSONDecoder()
                let names: String? = try rows.first?["names"]
                return Table(
                    names: try names.map { try decoder.decode([String].self, from: Data($0.utf8)) },
                    rows: try rows.map { row in
                        try decoder.decode([Cell].self, from: Data((try row["cells"] as String).utf8))
                    })
            }
        }
    }

    @Test func `Every view has the same columns and rows in both engines`() async throws {
        let pair = try await Pair()
        let views = try await pair.sqlite.read { db in
            try String.fetchAll(
                db, sql: "SELECT name FROM sqlite_master WHERE type = 'view' AND substr(name, 1, 2) = 'v_'")
        }
        #expect(views.count >= 13)
        for view in views {
            let expected = try pair.fromSQLite("SELECT * FROM \(view)")
            #expect(!expected.rows.isEmpty, "\(view) shows nothing")
            #expect(
                try await pair.fromPostgres("SELECT * FROM \(view)").inAnyOrder == expected.inAnyOrder,
                "\(view)")
        }
    }

    @Test func `Every question of the pages has the same answer in both engines`() async throws {
        let pair = try await Pair()
        let all = try Self.questions(of: "README.md") + Self.questions(of: "OPERATIONS.md")
        let ownSearch = ["item_text", "item_trigram", "search @@"]
        let questions = all.filter { question in !ownSearch.contains { question.contains($0) } }
        #expect(questions.count >= 11)
        var answered = 0
        for question in questions {
            let expected = try pair.fromSQLite(question)
            let answer = try await pair.fromPostgres(question)
            // What is equal by the order that is asked for may come in any.
            let difference = Self.difference(answer.inAnyOrder.rows, expected.inAnyOrder.rows)
            #expect(difference == nil, "\(question): \(difference ?? "")")
            if !expected.rows.isEmpty { answered += 1 }
        }
        #expect(answered >= 9, "most questions have something to show")
    }

    @Test func `The questions for PostgreSQL alone find texts`() async throws {
        let pair = try await Pair()
        let questions = try Self.questions(of: "README.md").filter { $0.contains("search @@") }
        #expect(questions.count == 2)
        let found = [2, 1]  // the first and its copy
        for (question, count) in zip(questions, found) {
            #expect(try await pair.fromPostgres(question).rows.count == count, "\(question)")
        }
    }

    /// The first row that two answers do not share; nil where they are the same.
    private static func difference(_ a: [[Cell]], _ b: [[Cell]]) -> String? {
        guard a.count == b.count else { return "\(a.count) rows instead of \(b.count)" }
        return zip(a, b).first { $0 != $1 }.map { "\($0) instead of \($1)" }
    }

    /// The questions of a page's blocks of SQL, as of the time of the history rather than of today.
    private static func questions(of page: String) throws -> [String] {
        let text = try Fixtures.rootText(page)
        return text.split(separator: "```sql\n").dropFirst().flatMap { block in
            block.split(separator: "```")[0].split(separator: ";\n").map(String.init)
        }.filter { $0.contains("SELECT") }.map {
            $0.replacing("'now'", with: "'\(now.rfc3339)'").replacing("'AAPL'", with: "'ACME'")
                .replacing("'fed-press'", with: "'wire'")
        }
    }
}
