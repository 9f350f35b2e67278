import ArgumentParser
import Catalogues
import Domain
import Glibc
import History
import Mentions
import Tokenization

struct EntityTexts: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "find",
        abstract: "Show which entities texts name, one text per line, and why.",
        discussion: """
            Prints {"text","entities":[{"name","symbol","words","meant","probability","evidence":{KIND: log odds},"relevance"}]} \
            for each line. Every name that may be an entity is listed; "meant" says whether it is taken to be. Positive \
            evidence speaks for the entity, and the sum decides. An entity that is not meant has no relevance. Without texts, and at \
            a terminal or with --database or --config, prints the output of `entities list`.
            """)

    @Argument(help: "A file of texts, or - for standard input. (default: -)") var file: String?
    @Option(help: "A text to look at instead of a file.") var text: String?
    @Option(
        help:
            "A catalogue of entities; the default is the catalogue of companies that ships with the program.")
    var catalogue: String?
    @OptionGroup var options: DatabaseOptions

    /// Whether nobody gives texts, and so the names that are known are asked for.
    private var asksForList: Bool {
        file == nil && text == nil
            && (options.database != nil || options.config != Configuration.standardPath
                || isatty(STDIN_FILENO) == 1)
    }

    func run() async throws {
        try await Failure.reported {
            if asksForList { return try await ListEntities.list(.init(), options) }
            let gazetteer = Gazetteer(try Installation.entities(catalogue))
            for text in try text.map({ [$0] }) ?? readLines(file ?? "-") {
                printLine(try jsonLine(EntitiesLine(text, by: gazetteer)))
            }
        }
    }
}

/// One line of `entities`.
private struct EntitiesLine: Encodable {
    struct Candidate: Encodable {
        let name: String
        let symbol: String
        /// The words of the text that may name it, with blanks between them.
        let words: String
        let meant: Bool
        let probability: Double
        let evidence: [String: Float]
        let relevance: Float?
    }

    let text: String
    let entities: [Candidate]

    init(_ text: String, by gazetteer: Gazetteer) {
        let title = Tokenizer.title(of: text)
        let relevances = Dictionary(
            gazetteer.mentions(in: title).map { ($0.symbol ?? "", $0.relevance) },
            uniquingKeysWith: { first, _ in first })
        self.text = text
        entities = gazetteer.judgments(in: title).map { judgment in
            Candidate(
                name: judgment.name, symbol: judgment.symbol,
                words: title.words[judgment.words].joined(separator: " "), meant: judgment.isMeant,
                probability: judgment.probability,
                evidence: Dictionary(
                    judgment.evidence.map { ($0.kind.rawValue, $0.weight) }, uniquingKeysWith: +),
                relevance: judgment.isMeant ? relevances[judgment.symbol] : nil)
        }
    }
}
