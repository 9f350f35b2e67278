import ArgumentParser
import Domain
import History
import Monitoring

struct ResumeFeed: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "resume", abstract: "Resume polling a paused feed within a minute.",
        discussion: "The feed is polled as with `poll`, also while it backs off after failures.")

    @Argument(help: "The id of the feed.") var id: String
    @OptionGroup var options: DatabaseOptions

    func run() async throws {
        try await Failure.reported {
            try await pause(id, since: nil, options)
            printError(try await askForPoll(of: id, options))
        }
    }
}
