public import Domain
import FoundationEssentials

/// The list of an exchange or a regulator, read from its file.
///
/// Four forms are told apart by their beginnings:
///
/// * the SEC's `company_tickers.json` (`{"0":{"cik_str","ticker","title"}}`) and
///   `company_tickers_exchange.json` (`{"fields":[…],"data":[[…]]}`);
/// * Nasdaq's `nasdaqlisted.txt` and `otherlisted.txt`: a header, a security a line in columns between bars,
///   and a last line with the time at which the file was made, which tells that nothing is missing;
/// * values between tabs, whose header names the columns: `symbol` or `ticker`, `name`, and, where there are,
///   `short`, `exchange`, `cik` and `etf`.
public struct ListingFile: Sendable {
    /// The securities, each symbol once, in the order of the file.
    public private(set) var listings: [Listing] = []
    /// Symbols that the file names again with another name; the first counts.
    public private(set) var repeated: [String] = []

    /// Rows that are left out, for they have no symbol or no name.
    public private(set) var skipped: [Mistake] = []

    /// More than one row in so many that cannot be used make a list of something else.
    private static let leastUsable = 20
    /// The largest file that is read, in bytes: ten times the largest that there is.
    public static let largest = 32 << 20
    /// The longest symbol that is believed, in characters.
    private static let longestSymbol = 20
    /// The longest name that is believed, in characters.
    private static let longestName = 300

    /// Reads the bytes of a file.
    ///
    /// - Parameter path: What the file is called in what is said of its mistakes.
    /// - Throws: `CatalogueError` that names the line, or the row, of the first mistake.
    public init(_ bytes: [UInt8], path: String) throws(CatalogueError) {
        guard bytes.count <= Self.largest else {
            throw CatalogueError(
                path, nil, "the list is larger than \(Self.largest) bytes")
        }
        guard var text = String(validating: bytes, as: UTF8.self) else {
            throw CatalogueError(path, nil, "the list is not UTF-8 text")
        }
        if text.hasPrefix("\u{FEFF}") { text.removeFirst() }
        let rows =
            text.first { !$0.isWhitespace } == "{"
            ? try SECRows.read(bytes, path) : try ColumnRows.read(text, path)
        var places: [String: Int] = [:]
        for (place, listing) in rows {
            if let problem = Self.problem(listing) {
                skipped.append(Mistake(file: path, line: place, problem: problem))
            } else if let known = places[listing.symbol] {
                if listings[known].name != listing.name { repeated.append(listing.symbol) }
            } else {
                places[listing.symbol] = listings.count
                listings.append(listing)
            }
        }
        if let first = skipped.first, skipped.count * Self.leastUsable > rows.count {
            throw CatalogueError([first])
        }
        guard !listings.isEmpty else { throw CatalogueError(path, nil, "the list contains no securities") }
    }

    /// What is wrong with a row; nil for one that can be used.
    private static func problem(_ listing: Listing) -> String? {
        guard !listing.symbol.isEmpty, listing.symbol.count <= longestSymbol,
            !listing.symbol.contains(where: { $0.isWhitespace || $0 == "#" })
        else { return "\"\(listing.symbol.prefix(40))\" is not a symbol" }
        guard !listing.name.isEmpty, listing.name.count <= longestName else {
            return "\(listing.symbol) has no name, or one that is too long"
        }
        return nil
    }
}
