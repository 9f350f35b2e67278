import Domain

/// The euro foreign exchange reference rates: `Cube[@time]` holds `Cube[@currency, @rate]`, one euro each.
func ecbRates(_ document: FeedDocument) throws(ParseError) -> [Quote] {
    guard let root = XMLDocument.parse(document.body, url: document.url) else {
        throw .malformed(format: "ECB rates", reason: "not XML")
    }
    guard root.localName == "Envelope" else {
        throw root.localName.lowercased() == "html"
            ? .html(feeds: [])
            : .malformed(format: "ECB rates", reason: "the root element is \(root.localName), not Envelope")
    }
    let days = root.children("Cube").flatMap { $0.children("Cube") }.filter { $0.attributes["time"] != nil }
    return days.flatMap { day in
        day.children("Cube").compactMap { rate -> Quote? in
            guard let currency = rate.attributes["currency"],
                let price = rate.attributes["rate"].flatMap(Double.init),
                price > 0, price.isFinite, let at = day.attributes["time"].flatMap(parseDate)
            else { return nil }
            return Quote(symbol: "EUR/\(currency)", price: price, currency: currency, at: at)
        }
    }
}
