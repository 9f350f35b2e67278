public import Domain
import GRDB
public import History

extension SQLiteHistory: FeedbackBook {
    @discardableResult
    public func add(_ feedback: Feedback, toAlert id: String) async throws -> Alert? {
        let path = path
        let alert = try await write { db in
            let alert = try Self.alert(id, in: db, path: path)
            try db.execute(
                sql: """
                    INSERT INTO feedback (alert_id, sequence, kind, by, reason, at, code, until)
                    VALUES (?1, (SELECT max(sequence) FROM alert WHERE id = ?1), ?2, ?3, ?4, ?5, ?6, ?7)
                    """,
                arguments: [
                    alert, feedback.kind.rawValue, feedback.by, feedback.reason,
                    feedback.at.storedText, feedback.code?.rawValue, feedback.until?.storedText,
                ])
            return alert
        }
        return try await alerts(
            "SELECT id, body FROM alert WHERE id = ? ORDER BY sequence DESC LIMIT 1", [alert]
        ).first
    }

    public func withdrawFeedback(
        by person: String, fromAlert id: String, since: Instant
    ) async throws -> Feedback? {
        let path = path
        return try await write { db in
            let alert = try Self.alert(id, in: db, path: path)
            let row = try Row.fetchOne(
                db,
                sql: """
                    SELECT rowid, * FROM feedback WHERE alert_id = ? AND by = ? ORDER BY rowid DESC LIMIT 1
                    """, arguments: [alert, person])
            guard let row, let feedback = self.feedback(row), feedback.at >= since else { return nil }
            try db.execute(
                sql: "DELETE FROM feedback WHERE rowid = ?", arguments: [row["rowid"] as Int64])
            return feedback
        }
    }

    /// The whole id of an alert of which the first characters are given.
    /// - Throws: `HistoryError.unknownAlert`.
    private static func alert(_ id: String, in db: Database, path: String) throws -> String {
        let ids = try alerts(beginningWith: id, in: db)
        guard ids.count == 1, let alert = ids.first else {
            throw HistoryError.unknownAlert(path: path, id: id, isAmbiguous: ids.count > 1)
        }
        return alert
    }

    /// The alert with an id, otherwise those whose ids begin so; two at most.
    static func alerts(beginningWith id: String, in db: Database) throws -> [String] {
        guard !id.isEmpty else { return try String.fetchAll(db, sql: "SELECT id FROM alert_now LIMIT 2") }
        if let alert = try String.fetchOne(
            db, sql: "SELECT id FROM alert_now WHERE id = ?", arguments: [id])
        {
            return [alert]
        }
        return try String.fetchAll(
            db,
            sql: "SELECT id FROM alert_now WHERE id > ?1 AND id < ?1 || char(1114111) LIMIT 2",
            arguments: [id])
    }

    /// What people said about an alert, the latest first; what cannot be read is left out.
    func feedback(on id: String, in db: Database) throws -> [Feedback] {
        try feedbackRows(on: id, in: db).compactMap(feedback)
    }

    /// The rows of what people said about an alert, the latest first.
    func feedbackRows(on id: String, in db: Database) throws -> [Row] {
        try Row.fetchAll(
            db.cachedStatement(sql: "SELECT * FROM feedback WHERE alert_id = ? ORDER BY rowid DESC"),
            arguments: [id])
    }

    /// A row of the table; nil for a kind that only a newer version knows, and where the time cannot be read.
    func feedback(_ row: Row) -> Feedback? {
        let stored = StoredRow(row: row, table: "feedback", id: row["alert_id"], history: self)
        guard let kind = Feedback.Kind(rawValue: row["kind"]), let at = stored.instant("at")
        else { return nil }
        var feedback = Feedback(kind: kind, by: row["by"], reason: row["reason"], at: at)
        feedback.code = (row["code"] as String?).flatMap(Feedback.Code.init(rawValue:))
        feedback.until = stored.instant("until")
        return feedback
    }
}
