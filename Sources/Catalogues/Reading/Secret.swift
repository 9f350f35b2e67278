import FoundationEssentials

/// A key or a password, which is in no file of ours, no log and no database; a file has its name.
struct Secret: Sendable, Equatable {
    /// The name of a credential of systemd or of an environment variable.
    let name: String
    /// The secret itself; nil where it cannot be read from here.
    let value: String?

    /// Looks a secret up: the file of that name in `$CREDENTIALS_DIRECTORY`, the folder of systemd's
    /// LoadCredential, else the environment variable.
    init(name: String) {
        self.name = name
        let environment = ProcessInfo.processInfo.environment
        if let folder = environment["CREDENTIALS_DIRECTORY"], !name.contains("/"),
            let data = FileManager.default.contents(atPath: "\(folder)/\(name)")
        {
            value = String(String(decoding: data, as: UTF8.self).prefix { !$0.isNewline })
            return
        }
        value = environment[name].flatMap { $0.isEmpty ? nil : $0 }
    }

    /// What is said of one that is not there.
    static func missing(_ name: String) -> String {
        "there is no credential and no environment variable \(name)"
    }

    /// The names of a text's `${NAME}`.
    static func names(in text: String) -> [String] {
        text.split(separator: "${", omittingEmptySubsequences: false).dropFirst().compactMap { part in
            part.firstIndex(of: "}").map { String(part[..<$0]) }
        }
    }
}

extension Form<Secret> {
    /// The name of a secret, which must be there only for those who send it.
    static let secret = Form("the name of a credential or an environment variable") { source, findings in
        guard let name = source.scalar(&findings) else { return nil }
        let secret = Secret(name: name)
        if secret.value == nil { findings.lacks(name, at: source.name, source.file, source.line) }
        return secret
    } write: { secret, _ in
        .text(secret.name)
    }
}
