import ArgumentParser
import Domain
import Parsing

struct Parse: AsyncParsableCommand {
    static let configuration = CommandConfiguration(abstract: "Parses a feed from a file, one entry a line.")

    @Argument(help: "A feed, or - for standard input.") var file = "-"
    @Option(help: "Where it came from; relative links are resolved against it.") var url: String?
    @Option(help: "The Content-Type that came with it.") var contentType: String?

    func run() async throws {
        try await Failure.reported {
            let feed = try parseFeed(try readInput(file), url: url, contentType: contentType)
            for entry in feed.entries { printLine(try jsonLine(entry)) }
        }
    }
}
