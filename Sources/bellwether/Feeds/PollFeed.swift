import ArgumentParser
import Domain
import History
import Monitoring

struct PollFeed: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "poll", abstract: "Have the daemon poll a feed now, also while it backs off.",
        discussion: """
            The daemon takes it up within ten seconds; without a daemon the feed is polled when the next one starts. \
            Requests to one owner are still spaced, budgets hold, and a server that asked to be left alone \
            (Retry-After, 429) is left alone until then.
            """)

    @Argument(help: "The id of the feed.") var id: String
    @OptionGroup var options: DatabaseOptions

    func run() async throws {
        try await Failure.reported { printError(try await askForPoll(of: id, options)) }
    }
}

/// Asks for a poll of a feed; returns what will come of it, for a person.
func askForPoll(of id: String, _ options: DatabaseOptions) async throws -> String {
    switch try await options.openWriter().askForPoll(of: id, at: SystemClock().now()) {
    case .accepted: return "\(id) is polled within ten seconds, or when the daemon starts"
    case .held(let until):
        return "The server of \(id) asked to be left alone until \(until.rfc3339); it is polled then"
    case .paused: throw Failure.badData("\(id) is paused; `bellwether feeds resume \(id)` polls it")
    case nil: throw Failure.badData("there is no feed \"\(id)\" in the history")
    }
}
