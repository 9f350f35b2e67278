import ArgumentParser
import Catalogues
import Domain
import Parsing

struct ExportFeeds: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "export", abstract: "Print the news feeds of the catalogues as OPML.")

    @Option(help: "The configuration file of the daemon.") var config = Configuration.standardPath

    func run() async throws {
        try await Failure.reported {
            let feeds = try Catalogue.read(try Configuration.read(config).catalogues).feeds
            let news = feeds.filter { $0.kind == .news }
            printLine(
                opml(of: news.map { Subscription(title: $0.title, url: $0.url) }, title: "Bellwether"))
        }
    }
}
