import ArgumentParser
import Catalogues
import History
import Monitoring

/// Where the daemon keeps its history.
struct DatabaseOptions: ParsableArguments {
    @Option(help: "The configuration file of the daemon.") var config = Configuration.standardPath
    @Option(help: "The database file, instead of the one in the configuration.") var database: String?

    /// Opens the database for reading; nothing of it is changed.
    func openReader() async throws -> any HistoryStore { try await open(as: .reader) }

    /// Opens the database for writing; it must be there and have the present schema.
    func openWriter() async throws -> any HistoryStore { try await open(as: .writer) }

    /// Where the database is.
    func path() throws -> String { try database ?? Configuration.read(config).database }

    /// Where the database is, for what works with files only.
    ///
    /// - Parameter instead: What to do with a database on a server.
    func file(otherwise instead: String) throws -> String {
        let path = try path()
        guard !Histories.isOnServer(path) else {
            throw Failure.usage("\(Histories.shown(path)) is on a server; \(instead)")
        }
        return path
    }

    /// The catalogues of the configuration; nil where they cannot be read.
    func catalogue() -> Catalogue? {
        guard let configuration = try? Configuration.read(config) else { return nil }
        return try? Catalogue.read(configuration.catalogues)
    }

    private func open(as role: Histories.Role) async throws -> any HistoryStore {
        try await Histories.open(path(), as: role, logger: ProgramLog.warnings)
    }
}
