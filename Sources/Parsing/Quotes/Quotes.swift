public import Domain

/// Reads the quotes in a document of a price feed.
///
/// A price that is not a number is skipped, and so is zero where the catalogue says that it means none; a
/// quote whose time cannot be read is dated by the fetch.
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
    let text = String(decoding: decodedText(document.body, contentType: document.contentType), as: UTF8.self)
    let names = [mapping.symbolField, mapping.price, mapping.time].compactMap { $0 }
    let table = try CSVTable(text, names: names, delimiter: mapping.delimiter)
    let price = table.column(mapping.price) ?? 0
    let symbol = mapping.symbolField.flatMap(table.column)
    let time = mapping.time.flatMap(table.column)
    let form =
        mapping.decimalMark.map(NumberForm.init(decimalMark:))
        ?? NumberForm(of: table.rows.map { $0[price] }, delimiter: table.delimiter)
    return table.rows.compactMap { row in
        quote(
            symbol: symbol.map { row[$0] } ?? mapping.symbol, price: form.number(row[price]),
            time: time.map { row[$0] }, mapping: mapping, receivedAt: document.receivedAt)
    }
}

private func jsonQuotes(
    _ document: FeedDocument, of feed: Feed, mapping: QuoteMapping
) throws(ParseError) -> [Quote] {
    let json = try jsonDocument(document, of: feed)
    guard let place = mapping.rows.map({ json.at(path: $0) }) ?? json else {
        throw .missingField(format: "JSON", field: mapping.rows ?? "", have: json.keys)
    }
    let rows = place.array ?? [place]
    let prices = rows.map { $0.at(path: mapping.price) }
    if let first = rows.first, prices.allSatisfy({ $0 == nil }) {
        throw .missingField(format: "JSON", field: mapping.price, have: first.keys)
    }
    // Texts in JSON come from programs: a decimal comma is not guessed.
    let form = NumberForm(decimalMark: mapping.decimalMark ?? .point)
    return zip(rows, prices).compactMap { row, price in
        quote(
            symbol: mapping.symbolField.flatMap { row.at(path: $0)?.text } ?? mapping.symbol,
            price: price?.number ?? price?.string.flatMap(form.number),
            time: mapping.time.flatMap { row.at(path: $0)?.text },
            mapping: mapping, receivedAt: document.receivedAt)
    }
}

private func quote(
    symbol: String?, price number: Double?, time: String?, mapping: QuoteMapping, receivedAt: Instant
) -> Quote? {
    guard let symbol = symbol?.trimmed.nonEmpty, let number, number != 0 || !mapping.isZeroMissing else {
        return nil
    }
    let price = (mapping.isInverse ? 1 / number : number) * mapping.unit
    guard price.isFinite else { return nil }
    return Quote(
        symbol: symbol, price: price, currency: mapping.currency,
        at: time.flatMap { parseDate($0, in: mapping.zone) } ?? receivedAt)
}
