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
            for entry in feed.entries { printLine(try jsonLine(EntryLine(entry))) }
        }
    }
}

/// One line of `parse` and `fetch`: absent values are null.
struct EntryLine: Encodable {
    private let entry: Entry

    init(_ entry: Entry) { self.entry = entry }

    private enum CodingKeys: String, CodingKey {
        case id, title, link, published, updated, author, summary, content, categories, language
    }

    func encode(to encoder: any Encoder) throws {
        var line = encoder.container(keyedBy: CodingKeys.self)
        try line.encode(entry.id, forKey: .id)
        try line.encode(entry.title, forKey: .title)
        try line.encode(entry.link, forKey: .link)
        try line.encode(entry.published?.rfc3339, forKey: .published)
        try line.encode(entry.updated?.rfc3339, forKey: .updated)
        try line.encode(entry.author, forKey: .author)
        try line.encode(entry.summary, forKey: .summary)
        try line.encode(entry.content, forKey: .content)
        try line.encode(entry.categories, forKey: .categories)
        try line.encode(entry.language, forKey: .language)
    }
}
