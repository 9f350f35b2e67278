import Domain
import FoundationEssentials
import History
import Logging

// Rows of alerts, of what people say of them and of what is still to be delivered, as several books read
// them.

extension PostgresHistory {
    /// The alert of a row of a notice; nil, with a warning, where it cannot be read.
    func alert(_ row: Row) throws -> Alert? {
        let (id, body): (String, String) = (try row["id"], try row["body"])
        do {
            return try JSONDecoder().decode(AlertRecord.self, from: Data(body.utf8)).alert
        } catch {
            logger.warning(
                "Could not read a stored alert",
                metadata: ["alert": "\(id)", "reason": "\(error)"])
            return nil
        }
    }

    /// The alert with an id, otherwise those whose ids begin so; two at most.
    static func alerts(beginningWith id: String, in session: Session) throws -> [String] {
        let found: [String] = try session.values("SELECT id FROM alert_now WHERE id = $1", [id])
        guard found.isEmpty else { return found }
        return try session.values(
            "SELECT id FROM alert_now WHERE id LIKE $1 LIMIT 2", ["\(id.escapedForLike)%"])
    }

    /// A row of feedback; nil for a kind that only a newer version knows, and where the time cannot be read.
    func feedback(_ row: Row) throws -> Feedback? {
        let stored = StoredRow(row: row, table: "feedback", id: try row["alert_id"], history: self)
        guard let kind = Feedback.Kind(rawValue: try row["kind"]), let at = try stored.instant("at")
        else { return nil }
        var feedback = Feedback(kind: kind, by: try row["by"], reason: try row["reason"], at: at)
        feedback.code = (try row["code"] as String?).flatMap(Feedback.Code.init(rawValue:))
        feedback.until = try stored.instant("until")
        return feedback
    }

    /// The sinks that have yet to take a notice.
    static func pending(
        _ id: String, _ sequence: Int, in session: Session
    ) throws -> [PendingDelivery] {
        try session.rows(
            "SELECT * FROM delivery WHERE alert_id = \(id) AND sequence = \(sequence) ORDER BY sink"
        ).map {
            PendingDelivery(
                sink: try $0["sink"], attempts: try $0["attempts"],
                isDead: (try $0["is_dead"] as Int) == 1, lastError: try $0["last_error"])
        }
    }
}
