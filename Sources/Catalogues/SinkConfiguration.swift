public import Domain

/// A place that alerts go to, as the configuration names it.
public struct SinkConfiguration: Sendable, Equatable {
    public let id: String
    public let destination: Destination
    /// What a person reads, in place of the usual words; nil where the form of the message is fixed.
    public var template: AlertTemplate?

    /// Where, and in which form.
    public enum Destination: Sendable, Equatable {
        /// Posted to an address; the secret signs or authorises.
        case post(WebhookFormat, url: String, secret: String?)
        /// Mailed through an smtp or smtps server.
        case mail(
            server: String, from: String, to: [String], user: String?, password: String?, needsTLS: Bool)
        /// Given to a program on its standard input; the first word is its path.
        case command([String])
        /// Written to the systemd journal with fields of its own.
        case journal
    }

    private static let kinds = WebhookFormat.allCases.map(\.rawValue) + ["mail", "command", "journal"]

    /// - Throws: `CatalogueError` for an unknown kind, an address that is none, or a secret that is not there.
    init(_ sink: YAMLMapping) throws(CatalogueError) {
        id = try sink.string("id")
        template = try Self.template(sink)
        let kind = try sink.string("kind")
        switch kind {
        case "journal":
            try sink.allow(["id", "kind"])
            destination = .journal
        case "command":
            try sink.allow(["id", "kind", "command"])
            let words = try sink.strings("command")
            guard let path = words.first, path.hasPrefix("/") else {
                throw sink.error("command", "must be a list of words, the first an absolute path")
            }
            destination = .command(words)
        case "mail": destination = try Self.mail(sink)
        default:
            guard let format = WebhookFormat(rawValue: kind) else {
                throw sink.error("kind", "\(kind) is none\(YAMLMapping.suggestion(kind, Self.kinds))")
            }
            destination = try Self.post(format, sink)
        }
    }

    private static func post(_ format: WebhookFormat, _ sink: YAMLMapping) throws(CatalogueError)
        -> Destination
    {
        let isText = [.slack, .teams, .discord, .ntfy].contains(format)
        try sink.allow(["id", "kind", "url", "url_secret", "secret"] + (isText ? ["template"] : []))
        let url = try sink.webAddressOrSecret()
        let secret = try optionalSecret("secret", sink)
        if format == .pagerduty, secret == nil {
            throw sink.error("secret", "pagerduty needs its routing key as a secret")
        }
        return .post(format, url: url, secret: secret)
    }

    private static func mail(_ sink: YAMLMapping) throws(CatalogueError) -> Destination {
        try sink.allow(["id", "kind", "server", "from", "to", "user", "password", "tls", "template"])
        let server = try sink.string("server")
        guard server.hasPrefix("smtp://") || server.hasPrefix("smtps://") else {
            throw sink.error("server", "the address must begin with smtp:// or smtps://")
        }
        let to = try sink.strings("to")
        let from = try sink.string("from")
        for address in to + [from]
        where !address.contains("@") || address.contains(where: { $0.isWhitespace || "<>".contains($0) }) {
            throw sink.error(address == from ? "from" : "to", "\"\(address)\" is no mail address")
        }
        guard !to.isEmpty else { throw sink.error("to", "at least one address is needed") }
        return .mail(
            server: server, from: from, to: to, user: try sink.optionalString("user"),
            password: try optionalSecret("password", sink), needsTLS: try sink.flag("tls") ?? true)
    }

    private static func template(_ sink: YAMLMapping) throws(CatalogueError) -> AlertTemplate? {
        guard let text = try sink.optionalString("template") else { return nil }
        do {
            return try AlertTemplate(text)
        } catch {
            switch error {
            case .unknownField(let name):
                throw sink.error(
                    "template",
                    "there is no field {{\(name)}}\(YAMLMapping.suggestion(name, AlertTemplate.fields))")
            case .unclosed: throw sink.error("template", "a {{ has no }}")
            }
        }
    }

    private static func optionalSecret(_ key: String, _ sink: YAMLMapping) throws(CatalogueError) -> String? {
        guard let name = try sink.optionalString(key) else { return nil }
        return try Credential.read(name, sink, key)
    }
}
