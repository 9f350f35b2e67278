import ArgumentParser
import Catalogues
import FoundationEssentials
import History
import SQLiteHistory

/// Where the daemon keeps its history.
struct DatabaseOptions: ParsableArguments {
    @Option(help: "The daemon's configuration.") var config = Configuration.standardPath
    @Option(help: "The database itself, in place of the configuration's.") var database: String?

    /// Opens the database, which must be there.
    func open() throws -> SQLiteHistory {
        let path = try database ?? Configuration.read(config).database
        return try SQLiteHistory.reading(path)
    }
}

extension SQLiteHistory {
    /// A database that must be there.
    static func reading(_ path: String) throws -> SQLiteHistory {
        guard FileManager.default.fileExists(atPath: path) else { throw HistoryError.noDatabase(path: path) }
        return try SQLiteHistory(path: path)
    }
}
