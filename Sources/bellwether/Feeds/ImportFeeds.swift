import ArgumentParser
import Catalogues
import Parsing
import Transport

struct ImportFeeds: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "import",
        abstract: "Print a catalogue (YAML) of the feeds in an OPML file, as exported by feed readers.")

    @Argument(help: "An OPML file, or - for standard input.") var file = "-"

    func run() async throws {
        try await Failure.reported {
            let subscriptions = try parseSubscriptions(try readInput(file)).filter { subscription in
                guard URLParts(subscription.url) == nil else { return true }
                printError("Skipping \(subscription.url): not an http or https address")
                return false
            }
            let catalogue = Catalogue.yaml(of: subscriptions.map { ($0.title, $0.url) })
            for line in catalogue.split(separator: "\n") { printLine(String(line)) }
        }
    }
}
