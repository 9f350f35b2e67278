import Domain
import Mustache

/// Texts of templates as HTML takes them, for the content of elements and quoted attributes (HTML Living
/// Standard, 13.3).
///
/// The library's own escapes whole characters: a quotation mark that a combining accent or a joiner follows
/// is another character to it, and would end the attribute that it is in.
struct EscapedText: MustacheContentType {
    /// Goes before each template: what it includes is read on its own.
    static let pragma = "{{% CONTENT_TYPE:BELLWETHER}}"

    /// Makes the pragma known, any number of times.
    static func register() { MustacheContentTypes.register(EscapedText(), named: "BELLWETHER") }

    func escapeText(_ text: String) -> String { escapedMarkup(text) }
}
