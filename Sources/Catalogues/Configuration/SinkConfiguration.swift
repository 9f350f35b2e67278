public import Domain

/// A place that alerts go to, as the configuration names it.
public struct SinkConfiguration: Sendable, Equatable {
    /// The name by which rules and commands know it.
    public private(set) var id: String
    /// What a person reads, in place of the usual words; nil for the usual words, and where the form is
    /// fixed.
    public var template: AlertTemplate? { text?.template }

    private var kind = Kind.webhook
    private var url: String?
    private var urlSecret: Secret?
    private var secret: Secret?
    private var text: TemplateText?
    private var server = ""
    private var from = ""
    private var to: [String] = []
    private var user: String?
    private var password: Secret?
    private var needsTLS: Bool?
    private var command: [String] = []

    /// Where alerts go, and in which form.
    public enum Destination: Sendable, Equatable {
        /// Posted to an address; the secret signs or authorizes.
        case post(WebhookFormat, url: String, secret: String?)
        /// Mailed through an smtp or smtps server.
        case mail(
            server: String, from: String, to: [String], user: String?, password: String?, needsTLS: Bool)
        /// Given to a program on its standard input; the first word is its path.
        case command([String])
        /// Written to the systemd journal with fields of its own.
        case journal
    }

    /// Where alerts go, and in which form.
    public var destination: Destination {
        switch kind {
        case .journal: .journal
        case .command: .command(command)
        case .mail:
            .mail(
                server: server, from: from, to: to, user: user, password: password?.value,
                needsTLS: needsTLS ?? !isOnThisMachine)
        default:
            .post(
                kind.format ?? .webhook, url: urlSecret?.value ?? url ?? "", secret: secret?.value)
        }
    }

    /// The secrets that it sends and that cannot be read from here, by name.
    public var missingSecrets: [String] {
        [urlSecret, secret, password].compactMap(\.self).filter { $0.value == nil }.map(\.name)
    }

    /// Whether the mail server has a loopback address: what is said to it does not leave the machine.
    private var isOnThisMachine: Bool {
        let authority = server.drop { $0 != "/" }.drop { $0 == "/" }.prefix { $0 != "/" }.lowercased()
        let host = authority.hasPrefix("[") ? authority.prefix { $0 != "]" } : authority.prefix { $0 != ":" }
        return host == "localhost" || host == "[::1"
            || host.hasPrefix("127.") && host.allSatisfy { $0.isNumber || $0 == "." }
    }

    /// What the key `kind` may be.
    private enum Kind: String, CaseIterable {
        case webhook, slack, teams, discord, ntfy, pagerduty, alertmanager, mail, command, journal

        /// Nil for what is not posted.
        var format: WebhookFormat? { WebhookFormat(rawValue: rawValue) }
        /// Whether people read it, so that its words can be chosen.
        var isText: Bool { [.slack, .teams, .discord, .ntfy, .mail].contains(self) }
    }
}

extension SinkConfiguration: Section {
    static let blank = SinkConfiguration(id: "")

    static let keys: [Key<SinkConfiguration>] = [
        required("id", \.id, .text, "The name that rules and commands use; `log` is reserved."),
        required("kind", \.kind, .choice("kind"), "The kind of sink.").decisive(),
        optional("url", \.url, .privateAddress, "The address to post alerts to.")
            .only(posted, isPosted),
        optional("url_secret", \.urlSecret, .secret, "The secret that contains the address, instead of url.")
            .only(posted, isPosted),
        optional(
            "secret", \.secret, .secret,
            "For webhook, the signing key; for pagerduty, the routing key (required); otherwise, a bearer token."
        ).only(posted, isPosted),
        optional(
            "template", \.text, .template,
            "The message text, with fields such as {{stream}}, instead of the default."
        ).only("kinds slack, teams, discord, ntfy and mail") { $0.kind.isText },
        required("server", \.server, .mailServer, "The mail server.").only("kind mail", isMail),
        required("from", \.from, .mailAddress, "The sender.").only("kind mail", isMail),
        required("to", \.to, .list(of: .mailAddress, atLeastOne: "address"), "The recipients.")
            .only("kind mail", isMail),
        optional("user", \.user, .text, "The user name for the mail server.").only("kind mail", isMail),
        optional("password", \.password, .secret, "The password for the mail server.").only(
            "kind mail", isMail),
        optional(
            "tls", \.needsTLS, .flag,
            "Whether the connection must be encrypted; by default, unless the server is on this machine."
        ).only("kind mail", isMail),
        required(
            "command", \.command, .command,
            "The program and its arguments; it gets the alert on standard input."
        ).only("kind command") { $0.kind == .command },
    ]

    mutating func complete(_ mapping: Mapping, _ findings: inout Findings) {
        if kind == .command, let program = command.first, !PathCheck.isProgram(program) {
            mapping.hint("command", "cannot run \(program); does it exist, and is it executable?", &findings)
        }
        guard kind.format != nil else { return }
        PrivateAddress.check(url, urlSecret, mapping, &findings)
        if kind == .pagerduty, secret == nil {
            mapping.refuse("secret", "pagerduty needs its routing key as a secret", &findings)
        }
    }

    private static let posted = "kinds with an address"
    private static func isPosted(_ sink: SinkConfiguration) -> Bool { sink.kind.format != nil }
    private static func isMail(_ sink: SinkConfiguration) -> Bool { sink.kind == .mail }

    static let examples = """

        - { id: desk, kind: slack, url_secret: desk-slack-url }
        - { id: me, kind: mail, server: "smtps://mail.example.com", from: bellwether@example.com, to: [you@example.com], user: bellwether, password: smtp-password }
        - { id: pager, kind: command, command: [/usr/local/bin/page, --urgent] }
        - { id: journal, kind: journal }
        - { id: phone, kind: ntfy, url: "https://ntfy.sh/my-topic", template: "{{name}}: {{observed}} stories, {{title}}" }
        - { id: audit, kind: webhook, url: "https://audit.example.com/alerts", secret: audit-key }
        """
}
