import ArgumentParser
import Domain
import Monitoring
import Parsing
import Transport

struct Fetch: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        abstract: "Fetches and parses one feed, one entry a line.")

    @Argument(help: "The feed's address.") var url: String
    @Option(help: "Whom the server's operator can write to; goes into the User-Agent.") var contact: String?

    func run() async throws {
        try await Failure.reported {
            let client = HTTPClient()
            defer { client.stop() }
            let reply = try await client.perform(
                Request(url: url, userAgent: Monitor.userAgent(contact: contact)))
            guard reply.status == 200 else { throw Failure.io("\(reply.url) answered \(reply.status)") }
            let feed = try parseFeed(reply.body, url: reply.url, contentType: reply.headers["content-type"])
            for entry in feed.entries { printLine(try jsonLine(entry)) }
        }
    }
}
