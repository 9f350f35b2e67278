/// A text with fields of an alert in double braces, `{{stream}} is {{severity}}`; no logic.
public struct AlertTemplate: Sendable, Equatable {
    /// A part of the text.
    public enum Piece: Sendable, Equatable {
        case text(String)
        case field(Field)
    }

    /// A value of an alert, under its name in the alert's JSON; `title` and `link` are those of the first
    /// headline.
    public enum Field: String, Sendable, CaseIterable {
        case id, at, stream, name, kind, severity, state, window, observed, expected, share
        case baselineShare = "baseline_share"
        case surpriseBits = "surprise_bits"
        case falseAlarmsPerMonth = "false_alarms_per_month"
        case stories, sources, headlines, title, link, price, explanation, rule
    }

    /// The parts in order.
    public let pieces: [Piece]

    /// The names that may be between the braces.
    public static let fields = Field.allCases.map(\.rawValue)

    /// Why a text is not a template.
    public enum Flaw: Error, Equatable {
        case unknownField(String)
        case unclosed
    }

    /// Reads a text.
    public init(_ text: String) throws(Flaw) {
        var pieces: [Piece] = []
        var rest = Substring(text)
        while let open = rest.firstRange(of: "{{") {
            pieces.append(.text(String(rest[..<open.lowerBound])))
            rest = rest[open.upperBound...]
            guard let close = rest.firstRange(of: "}}") else { throw .unclosed }
            let name = rest[..<close.lowerBound].filter { $0 != " " }
            guard let field = Field(rawValue: name) else { throw .unknownField(name) }
            pieces.append(.field(field))
            rest = rest[close.upperBound...]
        }
        self.pieces = pieces + [.text(String(rest))]
    }
}
