import ArgumentParser
import FoundationEssentials
import History
import SQLiteHistory

struct Migrate: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        abstract: "Brings the history of an older version up to date; stop the daemon first.",
        discussion: """
            The daemon does the same when it starts, so that this is only for files without one, such as old copies. \
            A kill leaves the file as it was or up to date. Versions before cannot read it afterwards.
            """)

    @OptionGroup var options: DatabaseOptions

    func run() async throws {
        try await Failure.reported {
            let path = try options.path()
            guard FileManager.default.fileExists(atPath: path) else {
                throw HistoryError.noDatabase(path: path)
            }
            _ = try SQLiteHistory.open(path, as: .daemon, logger: ProgramLog.warnings)
            printError("\(path) is up to date")
        }
    }
}
