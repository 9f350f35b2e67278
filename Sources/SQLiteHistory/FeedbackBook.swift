public import Domain
import GRDB
public import History

extension SQLiteHistory: FeedbackBook {
    @discardableResult
    public func add(_ feedback: Feedback, toAlert id: String) async throws -> Alert? {
        let path = path
        let alert = try await write { db in
            let ids = try String.fetchAll(
                db, sql: "SELECT DISTINCT id FROM alert WHERE substr(id, 1, length(?1)) = ?1 LIMIT 2",
                arguments: [id])
            guard ids.count == 1 || ids.contains(id), !id.isEmpty else {
                throw HistoryError.unknownAlert(path: path, id: id, isAmbiguous: ids.count > 1)
            }
            let alert = ids.contains(id) ? id : ids[0]
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

    /// What people said about an alert, the latest first.
    static func feedback(on id: String, in db: Database) throws -> [Feedback] {
        try Row.fetchAll(
            db,
            sql:
                "SELECT kind, by, reason, at, code, until FROM feedback WHERE alert_id = ? ORDER BY rowid DESC",
            arguments: [id]
        ).compactMap { row in
            guard let kind = Feedback.Kind(rawValue: row["kind"]) else { return nil }
            var feedback = Feedback(
                kind: kind, by: row["by"], reason: row["reason"], at: try Instant(row, "at"))
            feedback.code = (row["code"] as String?).flatMap(Feedback.Code.init(rawValue:))
            feedback.until = try Instant(ifPresent: row, "until")
            return feedback
        }
    }
}
