/// A text with fields of an alert in double braces, `{{stream}} is {{severity}}`; no logic.
public struct AlertTemplate: Sendable, Equatable {
    private enum Piece: Sendable, Equatable {
        case text(String)
        case field(String)
    }

    private let pieces: [Piece]

    /// What stands between the braces; the alert's own names.
    public static let fields = [
        "id", "at", "stream", "kind", "severity", "state", "window", "observed", "expected", "share",
        "baseline_share", "surprise_bits", "false_alarms_per_month", "stories", "sources", "headlines",
        "title", "link", "price", "explanation", "rule",
    ]

    /// Why a text is no template.
    public enum Flaw: Error, Equatable {
        case unknownField(String)
        case unclosed
    }

    public init(_ text: String) throws(Flaw) {
        var pieces: [Piece] = []
        var rest = Substring(text)
        while let open = rest.firstRange(of: "{{") {
            pieces.append(.text(String(rest[..<open.lowerBound])))
            rest = rest[open.upperBound...]
            guard let close = rest.firstRange(of: "}}") else { throw .unclosed }
            let name = rest[..<close.lowerBound].filter { $0 != " " }
            guard Self.fields.contains(name) else { throw .unknownField(name) }
            pieces.append(.field(name))
            rest = rest[close.upperBound...]
        }
        self.pieces = pieces + [.text(String(rest))]
    }

    /// The text with the alert's values; what the alert does not have is left out.
    public func text(of alert: Alert) -> String {
        pieces.map { piece in
            switch piece {
            case .text(let text): text
            case .field(let name): Self.value(name, of: alert)
            }
        }.joined()
    }

    private static func value(_ field: String, of alert: Alert) -> String {
        switch field {
        case "id": alert.id
        case "at": alert.at
        case "stream": alert.stream
        case "kind": alert.kind
        case "severity": alert.severity.rawValue
        case "state": alert.state.rawValue
        case "window": alert.window
        case "explanation": alert.explanation
        case "rule": alert.rule ?? ""
        case "title": alert.headlines.first?.title ?? ""
        case "link": alert.headlines.first?.link ?? ""
        case "headlines": alert.headlines.map(\.title).joined(separator: "\n")
        default: number(field, of: alert).map { "\($0)" } ?? ""
        }
    }

    private static func number(_ field: String, of alert: Alert) -> (any CustomStringConvertible)? {
        switch field {
        case "observed": alert.observed
        case "expected": alert.expected
        case "share": alert.share
        case "baseline_share": alert.baselineShare
        case "surprise_bits": alert.surpriseBits
        case "false_alarms_per_month": alert.falseAlarmsPerMonth
        case "stories": alert.stories
        case "sources": alert.sources
        case "price": alert.quote?.price
        default: nil
        }
    }
}
