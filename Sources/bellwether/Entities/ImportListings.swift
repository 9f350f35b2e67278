import ArgumentParser
import Catalogues
import Domain
import History
import Monitoring

struct ImportListings: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "import",
        abstract: "Import a list of securities, to link names to their symbols.",
        discussion: """
            Reads the SEC's company_tickers.json or company_tickers_exchange.json, Nasdaq's nasdaqlisted.txt or otherlisted.txt, \
            or tab-separated values whose first line names the columns (symbol or ticker, name, and optionally short, exchange, \
            cik, etf). Adds to earlier lists. A running daemon uses the list after a reload or a restart. Prints \
            {"listed","new","repeated","skipped"}: symbols that the list gives twice with different names are "repeated", and the \
            first is used; rows without a usable symbol or name are "skipped", and the first five are printed to standard error. A \
            list in which more than one row in twenty is unusable is refused.
            """)

    @Argument(help: "A list, or - for standard input.") var file = "-"
    @OptionGroup var options: DatabaseOptions

    private struct Line: Encodable {
        let listed: Int
        let new: Int
        let repeated: [String]
        let skipped: Int
    }

    /// Rows that are left out and shown.
    private static let mostShown = 5

    func run() async throws {
        try await Failure.reported {
            let list = try read()
            let new = try await options.openWriter().importListings(list.listings, at: SystemClock().now())
            for mistake in list.skipped.prefix(Self.mostShown) { printError("skipped \(mistake)") }
            printLine(
                try jsonLine(
                    Line(
                        listed: list.listings.count, new: new, repeated: list.repeated,
                        skipped: list.skipped.count)))
        }
    }

    private func read() throws -> ListingFile {
        do {
            return try ListingFile(try readInput(file, upTo: ListingFile.largest), path: file)
        } catch let error as CatalogueError {
            throw Failure.badData("\(error)")
        }
    }
}
