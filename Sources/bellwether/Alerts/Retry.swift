import ArgumentParser
import History
import SQLiteHistory

struct Retry: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        abstract: "Makes deliveries that failed or were given up due again.")

    @OptionGroup var options: DatabaseOptions

    func run() async throws {
        try await Failure.reported {
            printError("\(try await options.open().retryDeliveries()) deliveries are due")
        }
    }
}
