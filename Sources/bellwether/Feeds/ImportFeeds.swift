import ArgumentParser
import Domain
import Parsing
import Transport

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
