/// The kinds of adverse events; `Training/Data/adverse-guide.md` says what belongs to each.
public enum RiskType: String, Sendable, Codable, CaseIterable {
    case litigation
    case probe
    case penaltyCrime = "penalty-crime"
    case fraudMisconduct = "fraud-misconduct"
    case productSafety = "product-safety"
    case cyberPrivacy = "cyber-privacy"
    case operations
    case workforce
    case insolvency
    case governance
    case sanctionsTrade = "sanctions-trade"
    case environmentSocial = "environment-social"

    /// The event for a person, as what stories report.
    public var inWords: String {
        switch self {
        case .litigation: "a lawsuit"
        case .probe: "an investigation"
        case .penaltyCrime: "a penalty or a crime"
        case .fraudMisconduct: "fraud or misconduct"
        case .productSafety: "a product safety problem"
        case .cyberPrivacy: "a cyberattack or a data breach"
        case .operations: "an operational failure"
        case .workforce: "job cuts or a strike"
        case .insolvency: "insolvency"
        case .governance: "a management problem"
        case .sanctionsTrade: "sanctions or trade restrictions"
        case .environmentSocial: "environmental or social harm"
        }
    }
}
