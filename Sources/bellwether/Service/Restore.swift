import ArgumentParser
import FoundationEssentials
import Monitoring
import SQLiteHistory

struct Restore: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        abstract: "Put a backup in the place of the history; stop the daemon first.",
        discussion: """
            The backup is checked first, and the present database is moved aside, not deleted. If the command is killed, run \
            it again. A backup of an older version is migrated when the daemon starts. A running daemon, or another program \
            that has the database open, is refused with exit code 75.
            """)

    @Argument(help: "The backup to restore; it stays as it is.") var file: String
    @OptionGroup var options: DatabaseOptions

    func run() async throws {
        try await Failure.reported {
            let path = try options.file(otherwise: "restore it with pg_restore")
            guard FileManager.default.fileExists(atPath: file) else {
                throw Failure.inputMissing("there is no backup \(file)")
            }
            let aside = try SQLiteHistory.restore(file, to: path, at: SystemClock().now())
            printError("Restored \(file) to \(path)")
            if let aside { printError("The former database is \(aside)") }
        }
    }
}
