import Domain

/// The tables of a page as one JSON object: each an array of objects under its name.
struct TablesJSON: Encodable {
    let tables: [Table]

    func encode(to encoder: any Encoder) throws {
        var object = encoder.container(keyedBy: AnyKey.self)
        for table in tables {
            var rows = object.nestedUnkeyedContainer(forKey: AnyKey(table.name))
            for row in table.rows {
                var record = rows.nestedContainer(keyedBy: AnyKey.self)
                for (column, cell) in zip(table.columns, row) {
                    try Self.encode(cell, AnyKey(column), &record)
                }
            }
        }
    }

    private static func encode(
        _ cell: Cell, _ key: AnyKey, _ record: inout KeyedEncodingContainer<AnyKey>
    ) throws {
        switch cell {
        case .none: try record.encodeNil(forKey: key)
        case .text(let text): try record.encode(text, forKey: key)
        case .whole(let number): try record.encode(number, forKey: key)
        case .number(let number): try record.encode(number, forKey: key)
        case .flag(let isTrue): try record.encode(isTrue, forKey: key)
        case .time(let time): try record.encode(time.rfc3339, forKey: key)
        case .list(let texts): try record.encode(texts, forKey: key)
        }
    }
}

/// Any text as the key of an object.
private struct AnyKey: CodingKey {
    let stringValue: String
    var intValue: Int? { nil }

    init(_ text: String) { stringValue = text }
    init?(stringValue: String) { self.stringValue = stringValue }
    init?(intValue: Int) { nil }
}
