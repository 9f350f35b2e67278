/// The page of all keys: of the configuration, of catalogues and of files of rule tests.
public enum KeyReference {
    /// What begins and ends the page where it is part of another.
    public static let markers = ("<!-- keys: begin -->", "<!-- keys: end -->")

    /// The page in Markdown, between its markers: a table for each section.
    public static var markdown: String {
        let page =
            part("Configuration", Configuration.keys.map(\.about))
            + part("Catalogues", CatalogueFile.keys.map(\.about))
            + part("Tests of rules", RuleTestFile.keys.map(\.about))
        return "\(markers.0)\n\(page.joined(separator: "\n\n"))\n\(markers.1)\n"
    }

    /// A page with the tables between its markers replaced by today's; nil where it has no markers.
    public static func updated(_ page: String) -> String? {
        guard let begin = page.firstRange(of: markers.0), let end = page.firstRange(of: "\(markers.1)\n"),
            begin.upperBound < end.lowerBound
        else { return nil }
        return page[..<begin.lowerBound] + markdown + page[end.upperBound...]
    }

    /// A heading with a table, and those of the sections inside.
    private static func part(_ title: String, _ keys: [KeyDescription]) -> [String] {
        let rows = keys.map(row)
        let table = """
            #### \(title)

            | key | takes | default | meaning |
            | --- | --- | --- | --- |
            \(rows.joined(separator: "\n"))
            """
        return [table] + keys.filter { !$0.inner().isEmpty }.flatMap { part("`\($0.name)`", $0.inner()) }
    }

    private static func row(_ key: KeyDescription) -> String {
        let standard =
            switch key.standard {
            case _ where key.isRequired: "*required*"
            case .value(let value)?: "`\(value)`"
            case .words(let words)?: words
            case nil: "–"
            }
        var meaning = key.help
        if let condition = key.condition { meaning += " (\(condition))" }
        if let former = key.formerNames.first { meaning += " Formerly `\(former)`." }
        return "| `\(key.name)` | \(key.form) | \(standard) | \(meaning) |"
    }
}
