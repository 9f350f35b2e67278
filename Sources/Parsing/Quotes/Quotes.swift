public import Domain

/// Reads the quotes in a document of a price feed.
///
/// A price that is not a positive number is skipped; a quote whose time cannot be read is dated by the fetch.
/// - Throws: `ParseError` when the body is not what the catalogue says, or no row is usable.
public func parseQuotes(_ document: FeedDocument, of feed: Feed) throws(ParseError) -> [Quote] {
    let quotes: [Quote]
    switch feed.kind {
    case .news: return []
    case .ecb: quotes = try ecbRates(document)
    case .csv: quotes = try csvQuotes(document, mapping: mapping(of: feed))
    case .json: quotes = try jsonQuotes(document, of: feed, mapping: mapping(of: feed))
    }
    guard !quotes.isEmpty else { throw .noQuotes(format: feed.kind.rawValue.uppercased()) }
    return quotes
}

private func mapping(of feed: Feed) throws(ParseError) -> QuoteMapping {
    guard let mapping = feed.quotes else { throw .missingMapping(feed: feed.id) }
    return mapping
}

private func csvQuotes(_ document: FeedDocument, mapping: QuoteMapping) throws(ParseError) -> [Quote] {
    if document.body.first(where: { $0 > 0x20 }) == UInt8(ascii: "<") { throw .html(feeds: []) }
    let table = try CSVTable(document.body)
    func column(_ name: String?) throws(ParseError) -> Int? {
        guard let name else { return nil }
        guard let index = table.columns.firstIndex(of: name) else {
            throw .missingField(format: "CSV", field: name, have: table.columns)
        }
        return index
    }
    let price = try column(mapping.price) ?? 0
    let symbol = try column(mapping.symbolField)
    let time = try column(mapping.time)
    return table.rows.compactMap { row in
        quote(
            symbol: symbol.map { row[$0] } ?? mapping.symbol, price: row[price], time: time.map { row[$0] },
            mapping: mapping, receivedAt: document.receivedAt)
    }
}

private func jsonQuotes(
    _ document: FeedDocument, of feed: Feed, mapping: QuoteMapping
) throws(ParseError) -> [Quote] {
    let json = try jsonDocument(document.body, of: feed)
    guard let place = mapping.rows.map({ json.at(path: $0) }) ?? json else {
        throw .missingField(format: "JSON", field: mapping.rows ?? "", have: json.keys)
    }
    let rows = place.array ?? [place]
    if let first = rows.first, rows.allSatisfy({ $0.at(path: mapping.price) == nil }) {
        throw .missingField(format: "JSON", field: mapping.price, have: first.keys)
    }
    return rows.compactMap { row in
        quote(
            symbol: mapping.symbolField.flatMap { row.at(path: $0)?.text } ?? mapping.symbol,
            price: row.at(path: mapping.price)?.text, time: mapping.time.flatMap { row.at(path: $0)?.text },
            mapping: mapping, receivedAt: document.receivedAt)
    }
}

private func quote(
    symbol: String?, price: String?, time: String?, mapping: QuoteMapping, receivedAt: Instant
) -> Quote? {
    guard let symbol = symbol?.trimmed.nonEmpty, let number = price.flatMap(number), number > 0 else {
        return nil
    }
    let price = (mapping.isInverse ? 1 / number : number) * mapping.unit
    guard price.isFinite, price > 0 else { return nil }
    return Quote(
        symbol: symbol, price: price, currency: mapping.currency,
        at: time.flatMap { parseDate($0, in: mapping.zone) } ?? receivedAt)
}

/// A number as sources write it, with the sign of a currency and commas between thousands: `$1,315.44`.
private func number(_ text: String) -> Double? {
    var text = Substring(text.trimmed)
    if let first = text.first, "$€£¥".contains(first) { text = text.dropFirst() }
    if let number = Double(text) { return number.isFinite ? number : nil }
    let groups = text.prefix { $0 != "." }.split(separator: ",", omittingEmptySubsequences: false)
    // A comma that does not separate thousands may be a decimal one: that is not guessed.
    guard groups.count > 1, groups.dropFirst().allSatisfy({ $0.count == 3 }) else { return nil }
    return Double(text.replacing(",", with: ""))
}
