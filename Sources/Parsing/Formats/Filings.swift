import Domain

// Filings at the SEC, as EDGAR's Atom lists them: the title is `8-K - ACME CORP (0000012345) (Filer)`, and
// what happened stands as items in the summary: `Item 1.03: Bankruptcy or Receivership` (Form 8-K, General
// Instructions B). People, the classifier and the stories need a sentence.

/// What an item of Form 8-K says of the company, in the order in which it matters.
private let items: [(number: String, says: String)] = [
    ("1.03", "files for bankruptcy"),
    ("4.02", "warns that its past financial statements can no longer be relied on"),
    ("2.04", "defaults on debt that now falls due early"),
    ("3.01", "faces delisting from its stock exchange"),
    ("2.06", "takes a loss on impaired assets"), ("1.05", "reports a damaging cyberattack"),
    ("2.05", "cuts jobs and closes operations in a restructuring"),
    ("4.01", "loses its auditor, who resigned or was dismissed"),
    ("1.02", "loses a material agreement that was terminated"), ("1.04", "reports violations of mine safety"),
    ("5.01", "changes hands"), ("5.02", "announces a change of directors or officers"),
    ("2.01", "completes an acquisition or a sale of assets"), ("1.01", "enters into a material agreement"),
    ("2.02", "publishes its results"), ("2.03", "takes on new debt"), ("3.02", "sells unregistered shares"),
    ("3.03", "changes the rights of its shareholders"), ("5.03", "amends its articles or bylaws"),
    ("5.07", "reports how its shareholders voted"), ("7.01", "publishes information for investors"),
    ("8.01", "reports other events"),
]

/// What a form says by itself.
private let forms: [String: String] = [
    "NT 10-K": "warns that it cannot file its annual report on time",
    "NT 10-Q": "warns that it cannot file its quarterly report on time",
    "25": "is delisted from its stock exchange", "25-NSE": "is delisted from its stock exchange",
    "15-12B": "ends the registration of its shares", "15-12G": "ends the registration of its shares",
    "10-K": "files its annual report", "10-Q": "files its quarterly report",
    "S-1": "registers shares for sale", "SC 13D": "has a new large shareholder",
    "SC TO-T": "is the target of a tender offer",
]
/// Of several items these many are told.
private let itemsTold = 2

extension Entry {
    /// The entry of a filing with a sentence as its title: the company's name and what it says; any other
    /// entry as it is.
    var withFilingTold: Entry {
        guard let title, let filing = Filing(title) else { return self }
        let text = summary ?? content ?? ""
        let said = items.filter { text.contains("Item \($0.number)") }.prefix(itemsTold).map(\.says)
        let sentence = said.isEmpty ? forms[filing.form].map { [$0] } ?? [] : Array(said)
        guard !sentence.isEmpty else { return self }
        var entry = self
        entry.title = "\(filing.company) \(sentence.joined(separator: " and "))"
        return entry
    }
}

/// The title of a filing: `FORM - COMPANY (CIK) (ROLE)`.
private struct Filing {
    /// Without `/A`, which marks an amendment.
    let form: String
    let company: String

    init?(_ title: String) {
        guard let dash = title.firstRange(of: " - "), title.hasSuffix(")"),
            let role = title.ranges(of: " (").last, role.lowerBound > dash.upperBound,
            let number = title[..<role.lowerBound].ranges(of: " (").last, number.lowerBound > dash.upperBound
        else { return nil }
        let digits = title[number.upperBound..<role.lowerBound]
        guard digits.count == 11, digits.last == ")", digits.dropLast().allSatisfy(\.isNumber) else {
            return nil
        }
        let form = title[..<dash.lowerBound]
        self.form = String(form.hasSuffix("/A") ? form.dropLast(2) : form)
        // `/DE/` is the state of registration.
        let name = title[dash.upperBound..<number.lowerBound]
        company = name.hasSuffix("/") ? String(name.prefix { $0 != "/" }).trimmed : String(name)
        guard !company.isEmpty else { return nil }
    }
}
