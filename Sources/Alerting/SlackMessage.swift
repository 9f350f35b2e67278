import Domain

/// A message for an incoming webhook of Slack (docs.slack.dev, Sending messages using incoming webhooks).
struct SlackMessage: Encodable {
    /// Characters of a message, of which Slack would cut off the rest; counted in UTF-16, which is never less
    /// than what others count.
    static let limit = 40_000

    let text: String
    // What a linked page says of itself is not ours to show.
    let unfurl_links = false
    let unfurl_media = false

    private enum CodingKeys: CodingKey { case text, unfurl_links, unfurl_media }

    init(_ alert: Alert, _ template: AlertTemplate?) {
        let words = AlertWords(alert)
        let title = "*\(TextRules.slack.escaped(words.title))*\n"
        text =
            template.map { $0.text(of: alert, .slack) { $0.utf16.count <= Self.limit } }
            ?? title + words.text(.slack, limit: Self.limit) { (title + $0).utf16.count }
    }
}
