import ArgumentParser
import Domain
import History
import SQLiteHistory

struct ListFeeds: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "list",
        abstract: "Prints each feed with its health, those in trouble first.",
        discussion: """
            {"id","title","url","kind","health","since","evidence","last_poll","last_success","failures","last_error","next_due","items", \
            "items_a_day","delay_minutes"}; the last two are of the last seven days, delay is from publication to fetch.
            """)

    @OptionGroup var options: DatabaseOptions

    func run() async throws {
        try await Failure.reported {
            for feed in try await options.open().feedHealth() { printLine(try jsonLine(feed)) }
        }
    }
}
