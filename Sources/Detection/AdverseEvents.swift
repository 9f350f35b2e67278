import Domain

// Events that are bad for whom they befall, in whatever tone they are told. A classifier of tone, taught by the likely
// effect on a share, calls "CEO arrested in money-laundering scandal" neutral as often as not: no figure falls in it.

extension AssessedItem {
    /// Whether the item counts as bad news, by what it says of a stream.
    ///
    /// Either the tone is negative, or the title names an adverse event and the tone is not positive.
    func isBad(_ sentiment: SentimentScores, namesAdverseEvent: Bool) -> Bool {
        switch sentiment.label {
        case .negative: true
        case .neutral: namesAdverseEvent
        case .positive: false
        }
    }

    /// Whether the title names an event such as fraud, an arrest, an insolvency, a recall, a breach.
    var namesAdverseEvent: Bool {
        let words = item.title.lowercased().split { !$0.isLetter && $0 != "-" }
        return words.contains { word in
            adverseWords.contains(word) || adverseStems.contains { word.hasPrefix($0) }
        }
    }
}

/// Beginnings of words that name such events.
private let adverseStems = [
    "arrest", "bankrupt", "bribe", "collaps", "corrupt", "counterfeit", "cyberattack", "delist", "embezzl",
    "evacuat",
    "explo", "extort", "fraud", "hack", "indict", "insolven", "launder", "liquidat", "malware", "misconduct",
    "mis-sell", "mis-sold", "ponzi", "ransomware", "scandal", "shutdown", "whistleblow", "wrongdoing",
    "writedown",
    "write-down",
]

private let adverseWords: Set<Substring> = [
    "administrators", "bailout", "ban", "banned", "bans", "boycott", "breach", "breaches", "cartel",
    "charged", "chaos",
    "chapter", "contagion", "cover-up", "crash", "crashed", "crashes", "crisis", "deaths", "default",
    "defaults", "defaulted",
    "downgrade", "downgraded", "downgrades", "emissions", "fined", "fines", "fire", "grounded", "grounding",
    "grounds",
    "halts", "investigated", "investigation", "investigations", "jailed", "lawsuit", "lawsuits", "layoffs",
    "meltdown", "outage", "outages", "ousted", "ousts", "panic", "penalty", "pleads", "poison", "probe",
    "probed", "probes",
    "prosecution", "raid", "raided", "raids", "recall", "recalls", "recalled", "redundancies", "resigns",
    "sacked",
    "sacks", "sanction", "sanctioned", "sanctions", "spill", "strike", "strikes", "subpoena", "subpoenas",
    "sue", "sued",
    "sues", "suspended", "suspends", "tariff", "tariffs", "turmoil",
]
