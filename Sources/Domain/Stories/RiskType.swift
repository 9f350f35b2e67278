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
}
