import Domain
import FoundationEssentials
import History
import GRDB

/// A row, and where to say that one of its values cannot be read.
struct StoredRow {
    let row: Row
    let table: String
    let id: String
    let history: SQLiteHistory

    /// A time; nil where the column is null, or, with a warning, where it is no time.
    func instant(_ column: String) -> Instant? { value(column, Instant.init(stored:)) }

    /// What a text in JSON holds; nil where the column is null, or, with a warning, where it is something
    /// else.
    func json<Value: Decodable>(_ column: String) -> Value? {
        value(column) { try? JSONDecoder().decode(Value.self, from: Data($0.utf8)) }
    }

    /// What a text stands for; nil where the column is null, or, with a warning, where it stands for nothing.
    func value<Value>(_ column: String, _ meaning: (String) -> Value?) -> Value? {
        guard let text = row[column] as String? else { return nil }
        let value = meaning(text)
        if value == nil { history.unreadable.tell(table, id, column, history.logger) }
        return value
    }
}
