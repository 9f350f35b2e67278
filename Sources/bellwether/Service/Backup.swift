import ArgumentParser
import SQLiteHistory

struct Backup: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        abstract: "Writes a consistent copy of the history to a file, while the daemon runs.",
        discussion: "The file is there whole or not at all. A copy is a database like the daemon's own.")

    @Argument(help: "The file to write; one that is there is replaced.") var file: String
    @OptionGroup var options: DatabaseOptions

    func run() async throws {
        try await Failure.reported {
            let database = try options.open()
            try database.backUp(to: file)
            printError("copied \(database.path) to \(file)")
        }
    }
}
