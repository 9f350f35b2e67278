public import Domain
public import History

extension PostgresHistory: FeedbackBook {
    @discardableResult
    public func add(_ feedback: Feedback, toAlert id: String) async throws -> Alert? {
        let path = path
        let alert = try await write { session in
            let alert = try Self.alert(id, in: session, path: path)
            try session.execute(
                """
                INSERT INTO feedback (alert_id, sequence, kind, by, reason, at, code, until)
                VALUES ($1::text, (SELECT max(sequence) FROM alert WHERE id = $1::text), $2, $3, $4, $5, $6, $7)
                """,
                [
                    alert, feedback.kind.rawValue, feedback.by, feedback.reason, feedback.at,
                    feedback.code?.rawValue, feedback.until,
                ])
            return alert
        }
        return try await alerts(
            "SELECT id, body FROM alert WHERE id = $1 ORDER BY sequence DESC LIMIT 1", [alert]
        ).first
    }

    public func withdrawFeedback(
        by person: String, fromAlert id: String, since: Instant
    ) async throws -> Feedback? {
        let path = path
        return try await write { session in
            let alert = try Self.alert(id, in: session, path: path)
            let row = try session.row(
                "SELECT * FROM feedback WHERE alert_id = $1 AND by = $2 ORDER BY number DESC LIMIT 1",
                [alert, person])
            guard let row, let feedback = try self.feedback(row), feedback.at >= since else { return nil }
            try session.execute("DELETE FROM feedback WHERE number = $1", [try row["number"] as Int64])
            return feedback
        }
    }

    /// The whole id of an alert of which the first characters are given.
    /// - Throws: `HistoryError.unknownAlert`.
    private static func alert(_ id: String, in session: Session, path: String) throws -> String {
        let ids = try alerts(beginningWith: id, in: session)
        guard ids.count == 1, let alert = ids.first else {
            throw HistoryError.unknownAlert(path: path, id: id, isAmbiguous: ids.count > 1)
        }
        return alert
    }

    /// What people said about some alerts, of each the latest first.
    func feedback(on ids: [String], in session: Session) throws -> [String: [Feedback]] {
        try session.rows(
            "SELECT * FROM feedback WHERE alert_id = ANY($1::text[]) ORDER BY number DESC", [ids]
        ).reduce(into: [:]) { said, row in
            guard let feedback = try self.feedback(row) else { return }
            said[try row["alert_id"] as String, default: []].append(feedback)
        }
    }
}
