import Domain

/// What people are told about a notice, before a receiver's rules apply to it.
///
/// Titles of headlines, names and addresses come from strangers: they are cleaned here, and escaped by the
/// `TextRules` of the receiver.
struct AlertWords {
    /// Headlines below the sentences, at most.
    private static let mostHeadlines = 5
    /// Characters of a title or of a headline; nobody needs more of one on a phone.
    private static let mostOfTitle = 250
    private static let mostOfHeadline = 500

    /// One line.
    let title: String
    /// What happened, and when it will be over.
    let sentences: String
    /// The headlines that caused the alert.
    let headlines: [Headline]
    /// Negative stories without a headline here.
    private let others: Int

    /// A headline, and where to read it.
    struct Headline {
        let title: String
        let link: String?
    }

    /// The words of a notice.
    init(_ alert: Alert) {
        title = alert.title.shown.cut { $0.count <= Self.mostOfTitle }
        let told = [alert.explanation.shown, alert.ending].filter { !$0.isEmpty }
        // Some receivers refuse an empty text.
        sentences = told.isEmpty ? title : told.joined(separator: " ")
        headlines = alert.headlines.prefix(Self.mostHeadlines).map { headline in
            Headline(
                title: headline.title.shown.cut { $0.count <= Self.mostOfHeadline },
                link: headline.link.flatMap(\.safeLink))
        }
        others = alert.headlines.isEmpty ? 0 : alert.measures.observed
    }

    /// Sentences and headlines as a receiver wants them, as much as its limit allows: headlines fall away
    /// from the end, and only then is the last sentence cut.
    ///
    /// - Parameter length: What a text adds up to with what the receiver gets besides; in the unit of its
    ///   limit.
    func text(_ rules: TextRules, limit: Int = .max, length: (String) -> Int = { _ in 0 }) -> String {
        func fits(_ text: String) -> Bool { length(text) <= limit }
        for count in stride(from: headlines.count, through: 0, by: -1) {
            let text = body(rules.escaped(sentences), headlines: count, rules)
            if fits(text) { return text }
        }
        // Cut before it is escaped, so that no escape is cut in two.
        return rules.escaped(sentences.cut { fits(rules.escaped($0)) })
    }

    private func body(_ sentences: String, headlines count: Int, _ rules: TextRules) -> String {
        var lines = [sentences]
        lines += headlines.prefix(count).map { headline in
            "• " + rules.escaped(headline.title) + (headline.link.map { " " + rules.link($0) } ?? "")
        }
        if count > 0, others > count { lines.append(rules.escaped("and \(others - count) more")) }
        return lines.joined(separator: "\n")
    }
}

extension Alert {
    /// One line: what is told of what.
    var title: String {
        let subject = stream.inWords(name: name)
        if kind == .sourceBlind {
            return state == .resolved ? "Resolved: \(subject) works again" : "\(subject) is unavailable"
        }
        return (state == .resolved ? "Resolved: " : severity == .critical ? "Critical: " : "")
            + "\(kind.quality) news about \(subject)"
    }

    /// When the alert will be over.
    fileprivate var ending: String {
        if state == .resolved { return "" }
        return kind == .sourceBlind
            ? "The alert resolves when the feed works again."
            : "The alert resolves after two calm hours, once the past day is no longer unusual."
    }
}
