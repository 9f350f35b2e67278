import Domain

/// Takes the tags off some texts of a step, so that the model learns to do without them.
struct TagDropout {
    /// The share of the texts with tags that lose them each time they come up.
    private let share: Float
    /// Companies by ticker, in capitals.
    private let companies: [String: String]

    init(share: Float, companies: [String: String]) {
        self.share = share
        self.companies = companies
    }

    /// The text itself, or with its tags gone in one of three ways: without the signs, without the tags, or
    /// with companies in place of cashtags.
    func applied(to text: LabeledText, using random: inout SplitMix64) -> LabeledText {
        guard share > 0 else { return text }
        let tags = TweetTags(text.text)
        // A text whose words are labeled must keep them, and one whose entity is a tag its name.
        guard !tags.tags.isEmpty, text.words.isEmpty, random.uniform() < share else { return text }
        let changed = changed(tags, by: Int(random.next() % 3))
        let lowercased = changed.lowercased()
        guard text.entities.allSatisfy({ lowercased.contains($0.name.lowercased()) }) else { return text }
        return text.with(text: changed)
    }

    private func changed(_ tags: TweetTags, by way: Int) -> String {
        switch way {
        case 0: TagRemoval.signs.applied(to: tags.text)
        case 1: TagRemoval.tags.applied(to: tags.text)
        default:
            tags.replaced { $0.sign == "$" ? companies[$0.name.uppercased()] ?? $0.name : $0.name }
        }
    }
}

/// The companies of `tickers.tsv` in a folder, by ticker in capitals; none where there is no such file.
///
/// Its columns are ticker and name, and short for a name that people use.
func companyNames(in folder: String) throws(CorpusError) -> [String: String] {
    let path = "\(folder)/tickers.tsv"
    guard let table = try Table.read(path, columns: ["ticker", "name"], optional: ["short"]) else {
        return [:]
    }
    let pairs = table.rows.compactMap { row -> (String, String)? in
        let name = row.fields[2].isEmpty ? row.fields[1] : row.fields[2]
        // What follows a comma is the form of the company: "Agilent Technologies, Inc."
        let short = name.prefix { $0 != "," }
        return short.isEmpty ? nil : (row.fields[0].uppercased(), String(short))
    }
    return Dictionary(pairs, uniquingKeysWith: { first, _ in first })
}
