import ArgumentParser
import Classification
import Domain
import Tokenization

struct Tokenize: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        abstract: "Convert texts, one per line, to token ids.",
        discussion: "Prints {\"ids\":[…],\"tokens\":[…]} for each line.")

    @Argument(help: "A file of texts, or - for standard input.") var file = "-"
    @Option(help: "The weights whose vocabulary to use.") var weights: String?

    private struct Line: Encodable {
        let ids: [Int32]
        let tokens: [String]
    }

    func run() async throws {
        try await Failure.reported {
            let tokenizer = try Tokenizer(Installation.weights(weights))
            for text in try readLines(file) {
                let ids = tokenizer.tokenize([text]).ids
                printLine(try jsonLine(Line(ids: ids, tokens: tokenizer.tokens(of: ids))))
            }
        }
    }
}
