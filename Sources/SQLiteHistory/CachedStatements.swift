import GRDB

extension Database {
    /// Executes one statement that is prepared once for each connection.
    ///
    /// Preparing costs more than executing where triggers stand behind a table: each is compiled with it.
    func executeCached(sql: String, arguments: StatementArguments) throws {
        try cachedStatement(sql: sql).execute(arguments: arguments)
    }
}
