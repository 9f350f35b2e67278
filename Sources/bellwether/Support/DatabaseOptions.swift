import ArgumentParser
import Catalogues
import FoundationEssentials
import History
import SQLiteHistory

/// Where the daemon keeps its history.
struct DatabaseOptions: ParsableArguments {
    @Option(help: "The configuration file of the daemon.") var config = Configuration.standardPath
    @Option(help: "The database file, instead of the one in the configuration.") var database: String?

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
