import Domain
import FoundationEssentials
import History

/// A row, and where to say that one of its values cannot be read.
struct StoredRow {
    let row: Row
    let table: String
    let id: String
    let history: PostgresHistory

    /// A time; nil where the column is null, or, with a warning, where it is no time (infinity).
    func instant(_ column: String) throws -> Instant? { try value(column, Instant.init(serverText:)) }

    /// What a text in JSON holds; nil where the column is null, or, with a warning, where it is something
    /// else.
    func json<Value: Decodable>(_ column: String) throws -> Value? {
        try value(column) { try? JSONDecoder().decode(Value.self, from: Data($0.utf8)) }
    }

    /// What a text stands for; nil where the column is null, or, with a warning, where it stands for nothing.
    func value<Value>(_ column: String, _ meaning: (String) -> Value?) throws -> Value? {
        guard let text = try row[column] as String? else { return nil }
        let value = meaning(text)
        if value == nil { history.unreadable.tell(table, id, column, history.logger) }
        return value
    }
}
