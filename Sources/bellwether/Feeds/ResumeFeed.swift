import ArgumentParser
import Domain

struct ResumeFeed: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "resume", abstract: "Polls a paused feed again, within a minute.")

    @Argument(help: "The feed's id.") var id: String
    @OptionGroup var options: DatabaseOptions

    func run() async throws {
        try await Failure.reported { try await pause(id, since: nil, options) }
    }
}
