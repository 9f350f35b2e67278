import ArgumentParser
import Domain
import Parsing

struct Parse: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        abstract: "Parse a feed from a file; print one entry per line.")

    @Argument(help: "A file with a feed, or - for standard input.") var file = "-"
    @Option(help: "The address of the feed, against which relative links are resolved.") var url: String?
    @Option(help: "The Content-Type of the response.") var contentType: String?

    func run() async throws {
        try await Failure.reported {
            let feed = try parseFeed(try readInput(file), url: url, contentType: contentType)
            for entry in feed.entries { printLine(try jsonLine(entry)) }
        }
    }
}
