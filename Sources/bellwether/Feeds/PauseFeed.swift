import ArgumentParser
import Domain
import History
import Monitoring

struct PauseFeed: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "pause", abstract: "Stop polling a feed until it is resumed, even across restarts.")

    @Argument(help: "The id of the feed.") var id: String
    @OptionGroup var options: DatabaseOptions

    func run() async throws {
        try await Failure.reported { try await pause(id, since: SystemClock().now(), options) }
    }
}

/// Pauses a feed from a time on, or resumes it where no time is given.
func pause(_ id: String, since: Instant?, _ options: DatabaseOptions) async throws {
    guard try await options.openWriter().pause(id, since: since) else {
        throw Failure.badData("there is no feed \"\(id)\" in the history")
    }
    printError(since == nil ? "Resumed \(id)" : "Paused \(id)")
}
