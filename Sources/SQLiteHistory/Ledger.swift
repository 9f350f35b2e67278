import Domain
import GRDB
public import History

extension SQLiteHistory: Ledger {
    public func commit(_ commit: Commit) async throws {
        try await write { db in
            if let poll = commit.poll { try Self.insert(poll, in: db) }
            for state in commit.states {
                try db.executeCached(
                    sql: "INSERT OR REPLACE INTO detector_state (stream, state) VALUES (?, ?)",
                    arguments: [state.name, state.json])
            }
            for stream in commit.droppedStates {
                try db.executeCached(
                    sql: "DELETE FROM detector_state WHERE stream = ?", arguments: [stream])
            }
            for word in commit.words { try Self.write(word, in: db) }
            for entity in commit.discovered { try Self.write(entity, in: db) }
            for key in commit.forgottenNames {
                try db.executeCached(sql: "DELETE FROM discovered WHERE key = ?", arguments: [key])
            }
            for point in commit.series { try Self.insert(point, in: db) }
            for ranking in commit.rankings { try Self.insert(ranking, in: db) }
            // The write transaction holds the lock: what the route is told stays true until the commit is
            // stored.
            for notice in commit.notices {
                let route = commit.route(notice, try self.routingFacts(of: notice, in: db))
                try Self.insert(notice, by: route, in: db)
            }
            for notice in commit.grown { try Self.replace(notice, in: db) }
        }
    }

    private static func write(_ word: WordState, in db: Database) throws {
        guard let json = word.json else {
            return try db.executeCached(
                sql: "DELETE FROM theme_state WHERE name = ?", arguments: [word.name])
        }
        try db.executeCached(
            sql: "INSERT OR REPLACE INTO theme_state (name, state) VALUES (?, ?)",
            arguments: [word.name, json])
    }

    private static func insert(_ poll: Commit.Poll, in db: Database) throws {
        for item in poll.items { try insert(item, model: poll.model, in: db) }
        for edit in poll.edits { try change(edit, in: poll, db) }
        for quote in poll.quotes {
            try db.executeCached(
                sql:
                    "INSERT OR REPLACE INTO quote (symbol, at, price, currency, feed_id) VALUES (?, ?, ?, ?, ?)",
                arguments: [quote.symbol, quote.at.storedText, quote.price, quote.currency, poll.feed])
        }
        try write(poll.cursor, of: poll.feed, at: poll.at, in: db)
    }
}
