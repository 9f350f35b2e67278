import ArgumentParser
import Domain
import History
import Monitoring
import SQLiteHistory

struct PauseFeed: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "pause", abstract: "Stops polling a feed until `resume`, also over restarts.")

    @Argument(help: "The feed's id.") var id: String
    @OptionGroup var options: DatabaseOptions

    func run() async throws {
        try await Failure.reported { try await pause(id, since: SystemClock().now(), options) }
    }
}

/// Pauses a feed from a time on, or takes the pause back where there is none.
func pause(_ id: String, since: Instant?, _ options: DatabaseOptions) async throws {
    guard try await options.open().pause(id, since: since) else {
        throw Failure.badData("the history has no feed \(id)")
    }
    printError(since == nil ? "\(id) is polled again" : "\(id) is paused")
}
