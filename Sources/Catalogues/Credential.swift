import FoundationEssentials

/// Keys and passwords, which stand in no file of ours, no log and no database.
enum Credential {
    /// A secret by its name: the file of that name in `$CREDENTIALS_DIRECTORY`, the folder of systemd's LoadCredential,
    /// else the environment variable.
    static func read(_ name: String, _ mapping: YAMLMapping, _ key: String) throws(CatalogueError) -> String {
        let environment = ProcessInfo.processInfo.environment
        if let folder = environment["CREDENTIALS_DIRECTORY"], !name.contains("/"),
            let data = FileManager.default.contents(atPath: "\(folder)/\(name)")
        {
            let text = String(decoding: data, as: UTF8.self)
            return String(text.prefix { !$0.isNewline })
        }
        guard let value = environment[name], !value.isEmpty else {
            throw mapping.error(key, "there is no credential and no environment variable \(name)")
        }
        return value
    }

    /// The names of a text's `${NAME}`.
    static func names(in text: String) -> [String] {
        text.split(separator: "${", omittingEmptySubsequences: false).dropFirst().compactMap { part in
            part.firstIndex(of: "}").map { String(part[..<$0]) }
        }
    }
}
