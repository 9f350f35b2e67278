import ArgumentParser
import Domain
import History
import Monitoring

struct ListFeeds: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "list",
        abstract: "Print each feed with its health, failing feeds first.",
        discussion: """
            {"id","title","url","kind","health","since","evidence","last_poll","last_success","failures","last_error","next_due","items", \
            "items_a_day","delay_minutes","not_scored"}; items_a_day and delay_minutes cover the last seven days; the delay is \
            from publication to fetch. not_scored counts the items in a language that the model cannot read.
            """)

    @OptionGroup var options: DatabaseOptions

    func run() async throws {
        try await Failure.reported {
            for feed in try await options.openReader().feedHealth(at: SystemClock().now()) {
                printLine(try jsonLine(FeedLine(feed)))
            }
        }
    }
}
