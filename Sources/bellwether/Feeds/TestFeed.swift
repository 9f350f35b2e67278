import ArgumentParser
import Catalogues
import Domain
import Fetching
import Monitoring
import Parsing
import Transport

struct TestFeed: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "test",
        abstract: "Fetch a feed of the catalogues once and print its entries or quotes.",
        discussion:
            "Prints news entries as `parse` does, and quotes as {\"symbol\",\"price\",\"currency\",\"at\"}.")

    @Argument(help: "The id of the feed.") var id: String
    @Option(help: "The configuration file of the daemon.") var config = Configuration.standardPath

    private struct QuoteLine: Encodable {
        let symbol: String
        let price: Double
        let currency: String?
        let at: String
    }

    func run() async throws {
        try await Failure.reported {
            let configuration = try Configuration.read(config)
            let feeds = try Catalogue.read(configuration.catalogues).feeds
            guard let feed = feeds.first(where: { $0.id == id }) else {
                throw Failure.badData(
                    "there is no feed \"\(id)\" in the catalogues; there are \(feeds.map(\.id).joined(separator: ", "))"
                )
            }
            if let secret = feed.missingSecrets.first { throw Failure.missing(secret: secret) }
            let client = HTTPClient()
            defer { client.stop() }
            let reply = try await client.perform(
                Request(feed, userAgent: Monitor.userAgent(contact: configuration.contact)))
            let url = feed.redacted(reply.url)
            guard reply.status == 200 else { throw Failure.io("\(url) answered \(reply.status)") }
            let now = SystemClock().now()
            let document = FeedDocument(
                reply.body, url: url, contentType: reply.headers["content-type"], receivedAt: now)
            if feed.kind == .news {
                let parsed = try parseNews(document, of: feed)
                for entry in parsed.entries { printLine(try jsonLine(entry)) }
                let entries = counted(parsed.entries.count, "entry", "entries")
                return printError(
                    "\(entries)\(parsed.nextPage == nil ? "" : ", and a further page")")
            }
            let quotes = try parseQuotes(document, of: feed)
            for quote in quotes {
                printLine(
                    try jsonLine(
                        QuoteLine(
                            symbol: quote.symbol, price: quote.price, currency: quote.currency,
                            at: quote.at.rfc3339)))
            }
            printError(counted(quotes.count, "quote"))
        }
    }
}
