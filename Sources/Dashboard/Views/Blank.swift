import Mustache

/// A text without letters: its section is left out, where Mustache would show that of an empty text.
struct Blank: MustacheCustomRenderable {
    var renderText: String { "" }
    var isNull: Bool { true }

    /// The same values with each empty text replaced, at whatever depth.
    static func replacing(in value: Any) -> Any {
        switch value {
        case let text as String: return text.isEmpty ? Blank() : text
        case let values as [String: Any]: return values.mapValues(replacing)
        // By its own type: element by element it takes much longer.
        case let rows as [[String: Any]]: return rows.map { $0.mapValues(replacing) }
        case is [MarkedTitle.Piece], is [TimeView], is TimeView, is Bool: return value
        case let values as [Any]: return values.map(replacing)
        default: return value
        }
    }
}
