import ArgumentParser
import Catalogues
import History
import SQLiteHistory

/// Where the daemon keeps its history.
struct DatabaseOptions: ParsableArguments {
    @Option(help: "The configuration file of the daemon.") var config = Configuration.standardPath
    @Option(help: "The database file, instead of the one in the configuration.") var database: String?

    /// Opens the database for reading; nothing of it is changed.
    func openReader() throws -> any HistoryStore { try open(as: .reader) }

    /// Opens the database for writing; it must be there and have the present schema.
    func openWriter() throws -> any HistoryStore { try open(as: .writer) }

    /// Where the database is.
    func path() throws -> String { try database ?? Configuration.read(config).database }

    /// The catalogues of the configuration; nil where they cannot be read.
    func catalogue() -> Catalogue? {
        guard let configuration = try? Configuration.read(config) else { return nil }
        return try? Catalogue.read(configuration.catalogues)
    }

    private func open(as role: SQLiteHistory.Role) throws -> SQLiteHistory {
        try SQLiteHistory.open(path(), as: role, logger: ProgramLog.warnings)
    }
}
