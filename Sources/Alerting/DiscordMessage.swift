import Domain

/// A message for a webhook of Discord (docs.discord.com, Execute Webhook).
struct DiscordMessage: Encodable {
    /// Characters of a message.
    ///
    /// Discord counts code points; UTF-16 is never less.
    static let limit = 2000

    /// Nobody is pinged, whatever the text says.
    struct AllowedMentions: Encodable { let parse: [String] = [] }

    let content: String
    let allowed_mentions = AllowedMentions()

    private enum CodingKeys: CodingKey { case content, allowed_mentions }

    init(_ alert: Alert, _ template: AlertTemplate?) {
        let words = AlertWords(alert)
        let title = "**\(TextRules.discord.escaped(words.title))**\n"
        content =
            template.map { $0.text(of: alert, .discord) { $0.utf16.count <= Self.limit } }
            ?? title + words.text(.discord, limit: Self.limit) { (title + $0).utf16.count }
    }
}
