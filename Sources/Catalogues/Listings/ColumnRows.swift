import Domain

/// Lists in columns: Nasdaq's, between bars, and any between tabs.
enum ColumnRows {
    /// How the last line of Nasdaq's lists begins.
    private static let footer = "File Creation Time"

    /// The rows with the numbers of their lines.
    static func read(_ text: String, _ path: String) throws(CatalogueError) -> [(Int?, Listing)] {
        // A carriage return and a newline are one character.
        var lines = text.split(omittingEmptySubsequences: false) { $0 == "\n" || $0 == "\r\n" }
        while lines.last?.isEmpty == true { lines.removeLast() }
        guard let header = lines.first else { throw CatalogueError(path, nil, "the list is empty") }
        let hasBars = header.contains("|")
        if hasBars {
            guard lines.count > 1, lines.removeLast().hasPrefix(footer) else {
                throw CatalogueError(
                    path, lines.count + 1,
                    "the list is truncated: its last line must begin with \"\(footer)\"")
            }
        }
        let separator: Character = hasBars ? "|" : "\t"
        let columns = try Columns(header.split(separator: separator, omittingEmptySubsequences: false), path)
        var rows: [(Int?, Listing)] = []
        for (place, line) in lines.enumerated().dropFirst() where !line.isEmpty {
            let cells = line.split(separator: separator, omittingEmptySubsequences: false)
            guard cells.count == columns.count else {
                throw CatalogueError(
                    path, place + 1, "expected \(columns.count) columns, found \(cells.count)")
            }
            if let listing = columns.listing(cells) { rows.append((place + 1, listing)) }
        }
        return rows
    }

    /// Where a list has what.
    private struct Columns {
        let count: Int
        private let symbol: Int
        private let name: Int
        private let short: Int?
        private let exchange: Int?
        private let cik: Int?
        private let fund: Int?
        private let test: Int?

        init(_ header: [Substring], _ path: String) throws(CatalogueError) {
            let names = header.map { $0.trimmed.lowercased() }
            func find(_ wanted: String...) -> Int? { wanted.lazy.compactMap(names.firstIndex(of:)).first }
            guard let symbol = find("act symbol", "symbol", "ticker"),
                let name = find("security name", "name", "title")
            else {
                throw CatalogueError(
                    path, 1,
                    "the first line must name the columns; \"symbol\" or \"ticker\" and \"name\" are needed")
            }
            count = header.count
            self.symbol = symbol
            self.name = name
            short = find("short")
            exchange = find("exchange")
            cik = find("cik")
            fund = find("etf")
            test = find("test issue")
        }

        /// What a line lists; nil for what an exchange lists to test its systems.
        func listing(_ cells: [Substring]) -> Listing? {
            func text(_ column: Int?) -> String? {
                column.map { String(cells[$0].trimmed) }.flatMap { $0.isEmpty ? nil : $0 }
            }
            guard text(test) != "Y" else { return nil }
            return Listing(
                symbol: text(symbol) ?? "", name: text(name) ?? "", short: text(short),
                exchange: text(exchange), cik: text(cik).flatMap(Int.init), isFund: text(fund) == "Y")
        }
    }
}

extension Substring {
    /// Without blanks at its ends.
    fileprivate var trimmed: Substring {
        var text = drop(while: \.isWhitespace)
        while text.last?.isWhitespace == true { text.removeLast() }
        return text
    }
}
