import Domain

/// How a receiver wants text that strangers wrote: without effect.
struct TextRules: Sendable {
    /// Text in which nothing mentions, formats or links.
    let escaped: @Sendable (String) -> String
    /// An address that is shown as itself.
    let link: @Sendable (String) -> String

    /// For receivers that show text as it is.
    static let plain = TextRules(escaped: { $0 }, link: { $0 })

    /// Slack's three control characters are escaped as entities; without `<` there is neither a mention nor a
    /// link with another face (docs.slack.dev, Formatting message text).
    static let slack = TextRules(escaped: { slackEntities($0) }, link: { "<\(slackEntities($0))>" })

    /// Discord's Markdown; the angle brackets keep the linked page from being shown in the message.
    static let discord = TextRules(escaped: { $0.escaping("\\*_~`|<>[]#@") }, link: { "<\($0)>" })

    /// The Markdown of adaptive cards.
    ///
    /// A link needs a text, which names the host that it leads to.
    static let teams = TextRules(
        escaped: { $0.escaping("\\*_~`|<>[]#&") },
        link: { "[\(host(of: $0).escaping("\\*_~`|<>[]#&"))](\($0))" })

    private static func slackEntities(_ text: String) -> String {
        text.replacing("&", with: "&amp;").replacing("<", with: "&lt;").replacing(">", with: "&gt;")
    }

    private static func host(of link: String) -> String {
        link.split(separator: "/", maxSplits: 2).dropFirst().first.map {
            String($0.prefix { $0 != "?" && $0 != "#" && $0 != "/" })
        } ?? ""
    }
}

extension String {
    /// The text with a backslash before each of some ASCII punctuation marks.
    fileprivate func escaping(_ marks: String) -> String {
        let marks = Set(marks.unicodeScalars)
        var text = ""
        for scalar in unicodeScalars {
            if marks.contains(scalar) { text.unicodeScalars.append("\\") }
            text.unicodeScalars.append(scalar)
        }
        return text
    }
}
