import Domain

extension Entity: Section {
    static let blank = Entity(symbol: "", name: "")

    static let keys: [Key<Entity>] = [
        required(
            "symbol", \.symbol, .text, "The ticker symbol, or a short name if there is none; unique."),
        required("name", \.name, .text, "The name to display and to look for in headlines."),
        key("aliases", \.aliases, .list(of: .text), "Other names that headlines use."),
    ]

    /// Lower-case names of fewer letters are ordinary words in most headlines.
    private static let shortestWord = 4

    func complete(_ mapping: Mapping, _ findings: inout Findings) {
        for (key, names) in [("name", [name]), ("aliases", aliases)] {
            for name in names where name.count < Self.shortestWord && name == name.lowercased() {
                mapping.hint(
                    key, "\"\(name)\" is found in most headlines; write it as headlines do", &findings)
            }
        }
    }
}
