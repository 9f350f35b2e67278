import CPostgres
import Domain

/// What a statement answered: rows under the names of their columns, and how many rows it changed.
// Sendable: a PGresult never changes once it is returned, and any thread may read it (libpq, "Behavior in
// Threaded Programs").
@safe
final class Answer: @unchecked Sendable {
    private let result: OpaquePointer
    /// How many rows.
    let count: Int
    private let columns: [String: Int32]

    /// Takes over a result, which it frees in the end.
    init(owning result: OpaquePointer) {
        unsafe self.result = unsafe result
        // The result is alive: only deinit frees it. So it is for all calls below.
        count = Int(unsafe PQntuples(result))
        var columns: [String: Int32] = [:]
        for column in 0..<(unsafe PQnfields(result)) {
            guard let name = unsafe PQfname(result, column) else { continue }
            columns[unsafe String(cString: name)] = column
        }
        self.columns = columns
    }

    deinit {
        // Nobody has the pointer any more.
        unsafe PQclear(result)
    }

    /// How many rows the statement inserted, changed or deleted.
    var changes: Int {
        guard let text = unsafe PQcmdTuples(result) else { return 0 }
        return Int(unsafe String(cString: text)) ?? 0
    }

    /// The rows in their order.
    var rows: [Row] { (0..<count).map { Row(answer: self, number: Int32($0)) } }

    /// The only column of each row; rows where it is NULL are left out.
    func values<Value: Readable>() throws -> [Value] {
        guard let column = columns.first?.key else { return [] }
        return try rows.compactMap { try $0[column] as Value? }
    }

    /// What the server wrote into a column of a row; nil for NULL.
    ///
    /// - Throws: `ServerFailure` for a column that the answer does not have.
    fileprivate func text(_ row: Int32, _ column: String) throws(ServerFailure) -> String? {
        guard let number = columns[column] else {
            throw .unreadable(column: column, why: "is not in the answer")
        }
        // Row and column are within the result: rows are made by `rows` only, columns by its own names.
        guard unsafe PQgetisnull(result, row, number) == 0, let value = unsafe PQgetvalue(result, row, number)
        else { return nil }
        return unsafe String(cString: value)
    }
}

/// A row of an answer, of which each column can be read as what it holds: `let title: String = try
/// row["title"]`.
struct Row: Sendable {
    fileprivate let answer: Answer
    fileprivate let number: Int32

    /// A column that is never NULL.
    ///
    /// - Throws: `ServerFailure` for NULL, and for what cannot be read as this type.
    subscript<Value: Readable>(column: String) -> Value {
        get throws {
            guard let text = try answer.text(number, column) else {
                throw ServerFailure.unreadable(column: column, why: "is NULL")
            }
            return try value(text, of: column)
        }
    }

    /// A column that may be NULL, which is nil.
    ///
    /// - Throws: `ServerFailure` for what cannot be read as this type.
    subscript<Value: Readable>(column: String) -> Value? {
        get throws {
            guard let text = try answer.text(number, column) else { return nil }
            return try value(text, of: column)
        }
    }

    private func value<Value: Readable>(_ text: String, of column: String) throws -> Value {
        guard let value = Value(serverText: text) else {
            throw ServerFailure.unreadable(column: column, why: "is not \(Value.self): \"\(text)\"")
        }
        return value
    }
}
