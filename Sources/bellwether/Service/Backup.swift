import ArgumentParser
import SQLiteHistory

struct Backup: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        abstract: "Write a consistent copy of the history to a file, even while the daemon is running.",
        discussion: """
            The copy is checked, and written completely or not at all. It is a database like the daemon's own. An earlier \
            backup is replaced; the database itself, a history in use and files of any other kind are refused.
            """)

    @Argument(help: "The file to write; an earlier backup is replaced.") var file: String
    @OptionGroup var options: DatabaseOptions

    func run() async throws {
        try await Failure.reported {
            let database = try SQLiteHistory.open(
                options.file(otherwise: "back it up with pg_dump or pg_basebackup"), as: .reader,
                logger: ProgramLog.warnings)
            try database.backUp(to: file)
            printError("Copied \(database.path) to \(file)")
        }
    }
}
