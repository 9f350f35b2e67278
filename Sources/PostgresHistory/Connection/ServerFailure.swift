/// Why the server did not do what a session asked of it.
struct ServerFailure: Error, Equatable, CustomStringConvertible {
    /// The code of the SQL standard or the server's own, five characters; empty where the server said
    /// nothing.
    let code: String
    /// In the server's words, without the end of the line.
    let message: String
    /// Whether the connection is gone: nothing more will come of it.
    let isCut: Bool

    var description: String { message }

    /// A column that is not what the program takes it for, which only another program can have made so.
    static func unreadable(column: String, why: String) -> ServerFailure {
        ServerFailure(code: "", message: "column \(column) \(why)", isCut: false)
    }

    /// Whether a statement took longer than it may, or somebody canceled it.
    var isTimeout: Bool { code == "57014" }

    /// Whether another daemon has taken over (see `fence` in schema.sql).
    var isFenced: Bool { code == "BW001" }

    /// Whether the same transaction may succeed at the next try: it lost against another one, or met a
    /// server that shuts down, starts, or is a standby now.
    var isTransient: Bool { isCut || ["40001", "40P01", "25006", "57P05"].contains(code) }

    /// Whether a code says that the server ends the connection.
    static func isCut(_ code: String) -> Bool {
        code.hasPrefix("08") || ["57P01", "57P02", "57P03", "57P05", "25P03"].contains(code)
    }
}
