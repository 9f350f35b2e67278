/// A piece of SQL with the values of its parameters: what is interpolated into it is a value, unless it is
/// SQL itself.
struct SQL: ExpressibleByStringInterpolation, Sendable {
    fileprivate enum Piece: Sendable {
        case text(String)
        case value(Argument?)
    }

    private var pieces: [Piece]

    init(stringLiteral text: String) { pieces = [.text(text)] }

    init(stringInterpolation: StringInterpolation) { pieces = stringInterpolation.pieces }

    struct StringInterpolation: StringInterpolationProtocol {
        fileprivate var pieces: [Piece] = []

        init(literalCapacity: Int, interpolationCount: Int) {}

        mutating func appendLiteral(_ text: String) { pieces.append(.text(text)) }

        mutating func appendInterpolation(_ sql: SQL) { pieces += sql.pieces }

        /// What is SQL as it is: the name of a table, a column.
        mutating func appendInterpolation(sql text: String) { pieces.append(.text(text)) }

        mutating func appendInterpolation(_ value: some Bindable) { pieces.append(.value(value.argument)) }

        mutating func appendInterpolation(_ value: (some Bindable)?) {
            pieces.append(.value(value?.argument))
        }
    }

    /// The statement with its parameters numbered, and their values.
    var statement: (text: String, arguments: Arguments) {
        var (text, arguments) = ("", Arguments())
        for piece in pieces {
            switch piece {
            case .text(let part): text += part
            case .value(let value):
                arguments.append(value)
                text += "$\(arguments.count)"
            }
        }
        return (text, arguments)
    }
}

extension Argument: Bindable {
    var argument: Argument { self }
}

extension Sequence where Element == SQL {
    /// All of them, with something between.
    func joined(separator: SQL) -> SQL {
        var all: SQL?
        for sql in self {
            all = all.map { "\($0)\(separator)\(sql)" } ?? sql
        }
        return all ?? ""
    }
}

extension Session {
    /// The rows that a statement answers.
    func rows(_ sql: SQL) throws -> [Row] {
        let (text, arguments) = sql.statement
        return try rows(text, arguments)
    }
}
