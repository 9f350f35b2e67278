import ArgumentParser
import Domain

struct ResumeFeed: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "resume", abstract: "Resume polling a paused feed within a minute.")

    @Argument(help: "The id of the feed.") var id: String
    @OptionGroup var options: DatabaseOptions

    func run() async throws {
        try await Failure.reported { try await pause(id, since: nil, options) }
    }
}
