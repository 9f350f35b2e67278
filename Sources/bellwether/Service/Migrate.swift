import ArgumentParser
import FoundationEssentials
import History
import SQLiteHistory

struct Migrate: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        abstract: "Migrate a history from an older version; stop the daemon first.",
        discussion: """
            The daemon does the same when it starts; use this command for files without a daemon, such as old backups. If it \
            is killed, the file is unchanged or up to date. Older versions cannot read the file afterwards.
            """)

    @OptionGroup var options: DatabaseOptions

    func run() async throws {
        try await Failure.reported {
            let path = try options.file(otherwise: "the daemon brings it up to date when it starts")
            guard FileManager.default.fileExists(atPath: path) else {
                throw HistoryError.noDatabase(path: path)
            }
            _ = try SQLiteHistory.open(path, as: .daemon, logger: ProgramLog.warnings)
            printError("\(path) is up to date")
        }
    }
}
