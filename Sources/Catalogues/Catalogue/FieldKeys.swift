import Domain

extension QuoteMapping: Section {
    static let blank = QuoteMapping(price: "")

    static let keys: [Key<QuoteMapping>] = [
        optional("rows", \.rows, .text, "Path to the array of rows in JSON.")
            .otherwise("the document is the one row"),
        optional("symbol", \.symbol, .text, "The symbol, if the source does not give one."),
        optional("symbol_field", \.symbolField, .text, "Column or path of the symbol, in place of `symbol`."),
        required("price", \.price, .text, "Column or path of the price, as a number or a numeric string."),
        optional("time", \.time, .text, "Column or path of the time.").otherwise("the time of the request"),
        optional("currency", \.currency, .text, "ISO 4217 code.").otherwise("the level of an index"),
        key(
            "unit", \.unit, .number(1e-9...1e9),
            "The factor to multiply the source's number by: 0.01 for pence."),
        key(
            "inverse", \.isInverse, .flag,
            "Whether the source gives the inverse: euros per dollar instead of dollars per euro."),
        key("zone", \.zone, .choice("zone"), "The time zone of times that do not name one."),
        key(
            "zero_is_missing", \.isZeroMissing, .flag,
            "Whether the source writes 0 where it has no price; power, rates and yields are 0 at times."),
        optional("delimiter", \.delimiter, .choice("delimiter"), "What separates the columns of a CSV.")
            .otherwise("the one with which the columns are found"),
        optional(
            "decimal", \.decimalMark, .choice("decimal mark"),
            "What separates the decimals of a number in text; the other one separates thousands."
        ).otherwise("in a CSV what its numbers show, in JSON a point"),
    ]

    mutating func complete(_ mapping: Mapping, _ findings: inout Findings) {
        guard (symbol == nil) == (symbolField == nil) else { return }
        mapping.refuse("symbol", "give either \"symbol\" or \"symbol_field\"", &findings)
    }
}

extension EntryMapping: Section {
    static let blank = EntryMapping(title: "")

    static let keys: [Key<EntryMapping>] = [
        optional("rows", \.rows, .text, "Path to the array of entries.")
            .otherwise("the document is the array"),
        required("title", \.title, .text, "Path of the headline."),
        optional("id", \.id, .text, "Path of a unique identifier."),
        optional("link", \.link, .text, "Path of the address of the article."),
        optional("published", \.published, .text, "Path of the time of publication."),
        optional("updated", \.updated, .text, "Path of the time of the last update."),
        optional("summary", \.summary, .text, "Path of the summary."),
        optional("content", \.content, .text, "Path of the text."),
        optional("author", \.author, .text, "Path of the author."),
        optional(
            "categories", \.categories, .text, "Path of an array of strings, or of objects with a `name`."),
        optional("language", \.language, .text, "Path of the language."),
        optional(
            "publisher", \.publisher, .text,
            "Path of the publisher's name, where the source is an aggregator."),
    ]
}

extension PageMapping: Section {
    static let blank = PageMapping(next: "", parameter: nil, maximumPages: 10)

    static let keys: [Key<PageMapping>] = [
        required(
            "next", \.next, .text,
            "Path to the token or address of the next page; if nothing is there, this page is the last."
        ),
        optional("parameter", \.parameter, .text, "The query parameter that takes the token.")
            .otherwise("`next` is an address"),
        key("maximum_pages", \.maximumPages, .whole(2...100), "Maximum pages per poll.").formerly("most"),
    ]
}
