public import Domain

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
            url = try Credential.read(name, sink, "url_secret")
        } else {
            url = try sink.string("url")
        }
        guard url.hasPrefix("https://") || url.hasPrefix("http://") else {
            throw sink.error("url", "the address of \(id) must begin with https:// or http://")
        }
        secret =
            if let name = try sink.optionalString("secret") { try Credential.read(name, sink, "secret") } else
            {
                nil
            }
        if kind == .pagerduty, secret == nil {
            throw sink.error("secret", "pagerduty needs its routing key as a secret")
        }
    }
}
