public import Domain
import FoundationEssentials

/// A place that alerts go to, as the configuration names it.
public struct SinkConfiguration: Sendable, Equatable {
    public let id: String
    public let kind: WebhookFormat
    public let url: String
    /// The secret itself, read from where the configuration says.
    public let secret: String?

    /// - Throws: `CatalogueError` for an unknown kind, an address that is none, or a secret that is not there.
    init(_ sink: YAMLMapping) throws(CatalogueError) {
        try sink.allow(["id", "kind", "url", "url_secret", "secret"])
        id = try sink.string("id")
        let kindName = try sink.string("kind")
        guard let kind = WebhookFormat(rawValue: kindName) else {
            let kinds = WebhookFormat.allCases.map(\.rawValue)
            throw sink.error("kind", "\(kindName) is none\(YAMLMapping.suggestion(kindName, kinds))")
        }
        self.kind = kind
        if let name = try sink.optionalString("url_secret") {
            url = try Self.secret(name, sink, "url_secret")
        } else {
            url = try sink.string("url")
        }
        guard url.hasPrefix("https://") || url.hasPrefix("http://") else {
            throw sink.error("url", "the address of \(id) must begin with https:// or http://")
        }
        secret =
            if let name = try sink.optionalString("secret") { try Self.secret(name, sink, "secret") } else {
                nil
            }
        if kind == .pagerduty, secret == nil {
            throw sink.error("secret", "pagerduty needs its routing key as a secret")
        }
    }

    /// A secret by its name: the file of that name in `$CREDENTIALS_DIRECTORY`, else the environment variable.
    ///
    /// The folder is that of systemd's LoadCredential. The secret stands in no file of ours, no log and no database.
    private static func secret(
        _ name: String, _ sink: YAMLMapping, _ key: String
    ) throws(CatalogueError) -> String {
        let environment = ProcessInfo.processInfo.environment
        if let folder = environment["CREDENTIALS_DIRECTORY"], !name.contains("/"),
            let data = FileManager.default.contents(atPath: "\(folder)/\(name)")
        {
            let text = String(decoding: data, as: UTF8.self)
            return String(text.prefix { !$0.isNewline })
        }
        guard let value = environment[name], !value.isEmpty else {
            throw sink.error(key, "there is no credential and no environment variable \(name)")
        }
        return value
    }
}
