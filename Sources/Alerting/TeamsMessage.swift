import Domain

/// A message for a workflow of Microsoft Teams that posts adaptive cards ("When a Teams webhook request is
/// received").
struct TeamsMessage: Encodable {
    /// Bytes of a whole message, which Teams refuses above 28 KB.
    static let limit = 28_000

    struct Attachment: Encodable {
        let contentType = "application/vnd.microsoft.card.adaptive"
        let content: Card

        private enum CodingKeys: CodingKey { case contentType, content }
    }

    struct Card: Encodable {
        let schema = "http://adaptivecards.io/schemas/adaptive-card.json"
        let type = "AdaptiveCard"
        let version = "1.4"
        let body: [Block]
        let msteams = ["width": "Full"]

        private enum CodingKeys: String, CodingKey {
            case schema = "$schema"
            case type, version, body, msteams
        }
    }

    struct Block: Encodable {
        let type = "TextBlock"
        let text: String
        let wrap = true
        var weight: String?
        var size: String?
        var color: String?

        private enum CodingKeys: CodingKey { case type, text, wrap, weight, size, color }
    }

    let type = "message"
    let attachments: [Attachment]

    private enum CodingKeys: CodingKey { case type, attachments }

    private init(_ blocks: [Block]) { attachments = [Attachment(content: Card(body: blocks))] }

    /// The message as JSON.
    static func json(of alert: Alert, _ template: AlertTemplate?) throws -> String {
        // What else is in a message is far smaller than the limit; a size that cannot be told fits nowhere.
        func size(_ blocks: [Block]) -> Int { (try? jsonLine(TeamsMessage(blocks)).utf8.count) ?? .max }
        if let template {
            let text = template.text(of: alert, .teams) { size([Block(text: $0)]) <= limit }
            return try jsonLine(TeamsMessage([Block(text: text)]))
        }
        let words = AlertWords(alert)
        let title = Block(
            text: TextRules.teams.escaped(words.title), weight: "Bolder", size: "Medium",
            color: alert.state == .resolved ? "Good" : alert.severity == .critical ? "Attention" : "Warning")
        // One line end is a space in Markdown; a block for each line keeps them apart.
        func blocks(_ text: String) -> [Block] {
            [title] + text.split(separator: "\n").map { Block(text: String($0)) }
        }
        let text = words.text(.teams, limit: limit) { size(blocks($0)) }
        return try jsonLine(TeamsMessage(blocks(text)))
    }
}
