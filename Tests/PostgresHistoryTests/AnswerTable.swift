import GRDB

/// What an engine answers.
struct Table: Equatable {
    /// The names of the columns; nil where no row tells them.
    let names: [String]?
    let rows: [[Cell]]

    /// The rows, and the parts of lists, in an order of their own: no engine says in which they come.
    var inAnyOrder: Table {
        let rows = rows.map { row in
            row.map { cell -> Cell in
                guard case .text(let list) = cell else { return cell }
                return .text(list.split(separator: ", ").sorted().joined(separator: ", "))
            }
        }
        return Table(names: names, rows: rows.sorted { "\($0)" < "\($1)" })
    }
}

/// A value of an answer; numbers are equal if they are so but for rounding.
enum Cell: Equatable, Decodable, CustomStringConvertible {
    case null
    case number(Double)
    case text(String)

    init(_ value: DatabaseValue) {
        switch value.storage {
        case .null, .blob: self = .null
        case .int64(let number): self = .number(Double(number))
        case .double(let number): self = .number(number)
        case .string(let text): self = .text(text)
        }
    }

    init(from decoder: any Decoder) throws {
        let container = try decoder.singleValueContainer()
        if container.decodeNil() {
            self = .null
        } else if let number = try? container.decode(Double.self) {
            self = .number(number)
        } else {
            self = .text(try container.decode(String.self))
        }
    }

    var description: String {
        switch self {
        case .null: "NULL"
        case .number(let number): "\((number * 1000).rounded() / 1000)"
        case .text(let text): text
        }
    }

    static func == (a: Cell, b: Cell) -> Bool {
        switch (a, b) {
        case (.null, .null): true
        // The views round to four places; a score has some seven.
        case (.number(let a), .number(let b)): abs(a - b) <= 1.001e-4
        case (.text(let a), .text(let b)): a == b
        default: false
        }
    }
}
