import Domain

/// A template with the text that it was read from.
struct TemplateText: Sendable, Equatable {
    let text: String
    let template: AlertTemplate
}

extension Form<TemplateText> {
    /// A text with fields of the alert in double braces.
    static let template = Form("a text with fields such as {{stream}}") { source, findings in
        guard let text = source.scalar(&findings) else { return nil }
        do throws(AlertTemplate.Flaw) {
            return TemplateText(text: text, template: try AlertTemplate(text))
        } catch {
            switch error {
            case .unknownField(let name):
                let known = Suggestion.nearestOrAll(name, AlertTemplate.fields)
                source.refuse("there is no field {{\(name)}}\(known)", &findings)
            case .unclosed: source.refuse("a {{ has no }}", &findings)
            }
            return nil
        }
    } write: { text, _ in
        .text(text.text)
    }
}

extension Form<String> {
    /// The address of a mail server.
    static let mailServer = Form.text(
        "an address that begins with smtp:// or smtps://",
        where: { $0.hasPrefix("smtp://") || $0.hasPrefix("smtps://") })
}

extension Form<[String]> {
    /// The words of a command line, without a shell.
    static let command = Form("a list of words, the first an absolute path") { source, findings in
        guard let words = Form.list(of: .text).read(source, &findings) else { return nil }
        if words.first?.hasPrefix("/") == true { return words }
        source.refuse("must be a list of words, the first an absolute path", &findings)
        return nil
    } write: { words, _ in
        .list(words.map { .text($0) })
    }
}
