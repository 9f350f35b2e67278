import ArgumentParser
import Domain
import History

struct Retry: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        abstract: "Retry deliveries that failed or were given up.")

    @OptionGroup var options: DatabaseOptions

    func run() async throws {
        try await Failure.reported {
            let due = try await options.openWriter().retryDeliveries()
            printError("\(counted(due, "delivery is", "deliveries are")) due")
        }
    }
}
