import ArgumentParser
import Catalogues
import Domain
import Fetching
import Monitoring
import Parsing
import SQLiteHistory
import Transport

struct Feeds: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        abstract: "How the feeds fare, and what they bring.",
        subcommands: [
            ListFeeds.self, TestFeed.self, PauseFeed.self, ResumeFeed.self, ImportFeeds.self,
            ExportFeeds.self,
        ],
        defaultSubcommand: ListFeeds.self)
}

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

struct TestFeed: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "test",
        abstract: "Fetches a feed of the catalogues once and prints what was mapped.",
        discussion:
            "Entries of news as `parse` prints them; prices as {\"symbol\",\"price\",\"currency\",\"at\"}.")

    @Argument(help: "The feed's id.") var id: String
    @Option(help: "The daemon's configuration.") var config = "/etc/bellwether/bellwether.yaml"

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
                    "the catalogues have no feed \(id); they have \(feeds.map(\.id).joined(separator: ", "))")
            }
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
                return printError(
                    "\(parsed.entries.count) entries\(parsed.next == nil ? "" : ", and a further page")")
            }
            let quotes = try parseQuotes(document, of: feed)
            for quote in quotes {
                printLine(
                    try jsonLine(
                        QuoteLine(
                            symbol: quote.symbol, price: quote.price, currency: quote.currency,
                            at: quote.at.rfc3339)))
            }
            printError("\(quotes.count) quotes")
        }
    }
}

struct PauseFeed: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "pause", abstract: "Stops polling a feed until `resume`, also over restarts.")

    @Argument(help: "The feed's id.") var id: String
    @OptionGroup var options: DatabaseOptions

    func run() async throws {
        try await Failure.reported { try await pause(id, since: SystemClock().now(), options) }
    }
}

struct ResumeFeed: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "resume", abstract: "Polls a paused feed again, within a minute.")

    @Argument(help: "The feed's id.") var id: String
    @OptionGroup var options: DatabaseOptions

    func run() async throws {
        try await Failure.reported { try await pause(id, since: nil, options) }
    }
}

private func pause(_ id: String, since: Instant?, _ options: DatabaseOptions) async throws {
    guard try await options.open().pause(id, since: since) else {
        throw Failure.badData("the history has no feed \(id)")
    }
    printError(since == nil ? "\(id) is polled again" : "\(id) is paused")
}

struct ImportFeeds: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "import",
        abstract: "Prints a catalogue (YAML) of the feeds of an OPML file, as feed readers export it.")

    @Argument(help: "An OPML file, or - for standard input.") var file = "-"

    func run() async throws {
        try await Failure.reported {
            var ids: Set<String> = []
            var lines = ["feeds:"]
            for subscription in try parseSubscriptions(try readInput(file)) {
                guard URLParts(subscription.url) != nil else {
                    printError("\(subscription.url) is left out: it is no http or https address")
                    continue
                }
                let base = Self.slug(subscription.title)
                var (id, number) = (base, 2)
                while !ids.insert(id).inserted {
                    id = "\(base)-\(number)"
                    number += 1
                }
                // JSON's texts are YAML's, too.
                lines.append(
                    "  - { id: \(id), title: \(try jsonLine(subscription.title)), url: \(try jsonLine(subscription.url)), tested_on: untested }"
                )
            }
            for line in lines { printLine(line) }
        }
    }

    /// Lower-case letters and digits of a title, with hyphens between words.
    private static func slug(_ title: String) -> String {
        let words = title.lowercased().split { !($0.isASCII && ($0.isLetter || $0.isNumber)) }
        let slug = words.joined(separator: "-").prefix(40)
        return slug.isEmpty ? "feed" : String(slug)
    }
}

struct ExportFeeds: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "export", abstract: "Prints the feeds of news in the catalogues as OPML.")

    @Option(help: "The daemon's configuration.") var config = "/etc/bellwether/bellwether.yaml"

    func run() async throws {
        try await Failure.reported {
            let feeds = try Catalogue.read(try Configuration.read(config).catalogues).feeds
            let news = feeds.filter { $0.kind == .news }
            printLine(
                opml(of: news.map { Subscription(title: $0.title, url: $0.url) }, title: "Bellwether"))
        }
    }
}
