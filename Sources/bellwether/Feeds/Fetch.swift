import ArgumentParser
import Domain
import Fetching
import Monitoring
import Parsing
import Transport

struct Fetch: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        abstract: "Fetch and parse one feed; print one entry per line.")

    @Argument(help: "The address of the feed.") var url: String
    @Option(help: "A contact address for the server's operator, sent in the User-Agent.") var contact: String?

    func run() async throws {
        try await Failure.reported {
            let client = HTTPClient()
            defer { client.stop() }
            let source = Feed(id: "fetch", title: url, url: url, kind: .news, interval: .zero)
            let reply = try await client.perform(
                Request(source, userAgent: Monitor.userAgent(contact: contact)))
            guard reply.status == 200 else { throw Failure.io("\(reply.url) answered \(reply.status)") }
            let feed = try parseFeed(reply.body, url: reply.url, contentType: reply.headers["content-type"])
            for entry in feed.entries { printLine(try jsonLine(entry)) }
        }
    }
}
