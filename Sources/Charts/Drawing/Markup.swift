import Domain

/// Markup of SVG under construction, which is well-formed whatever text goes in.
///
/// Names of elements and attributes are literals of this room; values and text are escaped here and nowhere
/// else in it, and an element is closed when its closure returns. There is no way to add markup as a string.
struct Markup: Sendable {
    /// What was written so far.
    private(set) var text = ""

    /// An element with what the closure writes inside it; self-closing when that is nothing.
    ///
    /// - Parameter attributes: In this order; those whose value is nil are left out.
    mutating func element(
        _ name: StaticString, _ attributes: KeyValuePairs<StaticString, String?> = [:],
        _ content: (inout Markup) -> Void = { _ in }
    ) {
        text += "<\(name)"
        append(attributes)
        let opened = text.utf8.count
        text += ">"
        content(&self)
        if text.utf8.count == opened + 1 {
            text.removeLast()
            text += "/>"
        } else {
            text += "</\(name)>"
        }
    }

    /// An element that holds only text.
    mutating func element(
        _ name: StaticString, _ attributes: KeyValuePairs<StaticString, String?> = [:], text: String
    ) {
        element(name, attributes) { $0.append(text) }
    }

    /// A link around what the closure draws; without a usable address, the drawing alone.
    mutating func link(
        to address: String?, isTabStop: Bool = true, _ content: (inout Markup) -> Void
    ) {
        guard let address, isSafe(address) else { return content(&self) }
        element("a", ["href": address, "tabindex": isTabStop ? nil : "-1"], content)
    }

    /// A path; nothing when it is empty.
    mutating func path(_ path: PathData, _ attributes: KeyValuePairs<StaticString, String?> = [:]) {
        guard !path.text.isEmpty else { return }
        text += "<path"
        append(attributes)
        text += " d=\"\(path.text)\"/>"
    }

    private mutating func append(_ attributes: KeyValuePairs<StaticString, String?>) {
        for (attribute, value) in attributes {
            guard let value else { continue }
            text += " \(attribute)=\""
            append(value)
            text += "\""
        }
    }

    /// Text, escaped; characters that XML 1.0 forbids become U+FFFD.
    mutating func append(_ string: String) {
        var known = String.UnicodeScalarView()
        for scalar in string.unicodeScalars {
            switch scalar {
            case "\t", "\n", "\r": known.append(" ")
            case "\u{0}"..<" ", "\u{7F}"..."\u{9F}", "\u{FFFE}", "\u{FFFF}": known.append("\u{FFFD}")
            default: known.append(scalar)
            }
        }
        text += escapedMarkup(String(known))
    }

    /// Whether an address is of http, https or this site: any other scheme could run a script.
    private func isSafe(_ address: String) -> Bool {
        let lowered = address.lowercased()
        if lowered.hasPrefix("http://") || lowered.hasPrefix("https://") { return true }
        return ["/", "?", "#", "./", "../"].contains { address.hasPrefix($0) }
    }
}
