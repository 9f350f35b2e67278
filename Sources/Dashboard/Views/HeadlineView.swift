import Domain
import History

/// A headline as a row of a table.
enum HeadlineView {
    /// A row.
    ///
    /// - Parameter stream: The stream whose page it is on: the score toward its entity is shown.
    static func row(_ headline: StoredHeadline, _ visit: Visit, of stream: Stream? = nil) -> [String: Any] {
        let verdict = verdict(on: headline, toward: stream?.symbol)
        var row: [String: Any] = [
            "at": TimeView(headline.at, at: visit.now),
            "title": MarkedTitle(headline.title, words: headline.assessment?.words ?? []),
            "source": headline.publisher ?? headline.feed,
            "sourceLink": visit.link("/sources/\(percentEncoded(headline.feed))"),
            "copies": headline.copies, "hasCopies": headline.copies > 0,
            "mentions": headline.mentions.prefix(4).map { mention in
                [
                    "name": mention.name, "link": visit.link(to: .entity(mention.symbol)),
                    "sign": sign(mention.sentiment.label), "tone": mention.sentiment.label.rawValue,
                ]
            },
            "language": headline.language ?? "", "lang": headline.language ?? "",
            "isBacklog": headline.isBacklog,
        ]
        if let link = headline.link, isWeb(link) { row["link"] = link }
        if let sentiment = verdict?.sentiment {
            row["score"] = Numbers.signed(Double(sentiment.score))
            row["tone"] = sentiment.label.rawValue
            row["sign"] = sign(sentiment.label)
        } else {
            row["notScored"] = true
        }
        if let assessment = headline.assessment { row["topic"] = assessment.topic }
        if let event = verdict?.adverse, event.isReported {
            row["risks"] =
                event.types.isEmpty
                ? "adverse event" : event.types.map(\.rawValue).joined(separator: ", ")
        }
        return row
    }

    /// Only links that browsers open as pages: a feed may say `javascript:`.
    static func isWeb(_ link: String) -> Bool {
        let start = link.prefix(8).lowercased()
        return start.hasPrefix("https://") || start.hasPrefix("http://")
    }

    /// What a headline says of an entity that it names, else as a whole; nil where it is not scored.
    private static func verdict(on headline: StoredHeadline, toward symbol: String?) -> Verdict? {
        if let symbol, let mention = headline.mentions.first(where: { $0.symbol == symbol }) {
            return Verdict(mention.sentiment, adverse: mention.adverse)
        }
        return headline.assessment.map { Verdict($0.sentiment, adverse: $0.adverse) }
    }

    private static func sign(_ sentiment: Sentiment) -> String {
        switch sentiment {
        case .negative: "−"
        case .neutral: "·"
        case .positive: "+"
        }
    }

    /// The table of some headlines.
    static func table(_ headlines: [StoredHeadline], of stream: Stream? = nil) -> Table {
        var table = Table(
            "headlines",
            [
                "id", "at", "title", "link", "feed", "publisher", "language", "sentiment", "score", "topic",
                "words", "entities", "copies", "backlog", "risk", "risk_types",
            ])
        for headline in headlines {
            let verdict = verdict(on: headline, toward: stream?.symbol)
            let (scores, event) = (verdict?.sentiment, verdict?.adverse)
            table.add([
                .whole(Int(headline.number)), .time(headline.at), .text(headline.title), Cell(headline.link),
                .text(headline.feed), Cell(headline.publisher), Cell(headline.language),
                Cell(scores?.label.rawValue), Cell(scores.map { Double($0.score) }),
                Cell(headline.assessment?.topic), .list(headline.assessment?.words.map(\.word) ?? []),
                .list(headline.mentions.map(\.symbol)), .whole(headline.copies), .flag(headline.isBacklog),
                Cell(event.map { Double($0.probability) }), .list(event?.types.map(\.rawValue) ?? []),
            ])
        }
        return table
    }
}
