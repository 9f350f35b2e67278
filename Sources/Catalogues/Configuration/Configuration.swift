import Domain

/// The daemon's configuration.
public struct Configuration: Sendable, Equatable {
    /// Where it is looked for when nobody says otherwise.
    public static let standardPath = "/etc/bellwether/bellwether.yaml"

    /// Path of the SQLite file.
    public var database: String
    /// Path of the JSON Lines file of alerts.
    public var alertLog: String
    /// Where alerts go besides the log.
    public var sinks: [SinkConfiguration] = []
    /// Paths of the catalogues.
    public var catalogues: [String]
    /// Told to the servers in the User-Agent, so that their operators can write to somebody.
    public var contact: String?
    /// Threads of the classifier; nil for one a core.
    public var threads: Int?
    /// Whether every headline goes through the whole encoder, however sure the classifier is before.
    public var exact = false
    /// What is an alert.
    public var detection = DetectionOptions()
    /// How alerts are ranked.
    public var ranking = RankingOptions()
    /// What watchlists ask beyond `detection`, the first that matches a stream.
    public var rules: [PlacedRule] = []
    /// How much history is kept.
    public var retention = RetentionLimits()
    /// Where metrics and health are served: a port of 127.0.0.1; nil for nowhere.
    public var metricsPort: Int?
    /// Where hubs of WebSub reach this daemon; nil for not at all.
    public var push: PushAddress?
    /// An address that is asked for while all is well, for a service that notices when it is not.
    public var heartbeat: Heartbeat?

    /// Everything but these at its default.
    public init(database: String, alertLog: String, catalogues: [String], contact: String? = nil) {
        self.database = database
        self.alertLog = alertLog
        self.catalogues = catalogues
        self.contact = contact
    }

    /// Reads a file; relative paths in it count from its folder.
    ///
    /// - Parameter hint: Called with what has a new name, whether or not the file is valid.
    /// - Throws: `CatalogueError` with every mistake of the file.
    public static func read(
        _ path: String, hint: (Mistake) -> Void = { _ in }
    ) throws(CatalogueError) -> Configuration {
        try YAMLFile.read(path, as: Configuration.self, hint: hint)
    }

    /// The configuration as one line of JSON, defaults filled in: a configuration itself, which reads back
    /// equal.
    ///
    /// Secrets are written as their names.
    /// - Parameter showingAddresses: Whether addresses that may be secrets themselves, such as those of
    ///   sinks, are
    ///   written whole; else they end after the host.
    /// - Throws: `EncodingError` for a number that JSON cannot write.
    public func json(showingAddresses: Bool) throws -> String {
        try jsonLine(written(showingAddresses ? .everything : .withoutSecrets))
    }

    /// Refuses rules that can never do anything.
    ///
    /// - Parameter topics: The names of the classifier's topics.
    /// - Throws: `CatalogueError` with the file and line of every such rule.
    public func checkRules(against catalogue: Catalogue, topics: [String]) throws(CatalogueError) {
        let check = RuleCheck(
            entities: catalogue.entities, topics: topics, sinks: sinks.map(\.id),
            newsFeeds: catalogue.feeds.count { $0.kind == .news })
        try check.validate(rules)
    }
}

extension Configuration: Section {
    static let blank = Configuration(database: "", alertLog: "", catalogues: [])

    static let keys: [Key<Configuration>] = [
        required("database", \.database, .path, "The history: one SQLite file.")
            .shown("/var/lib/bellwether/bellwether.db"),
        required(
            "alert_log", \.alertLog, .path, "Alerts, one JSON object a line; safe to tail and to rotate."
        ).shown("/var/log/bellwether/alerts.jsonl"),
        key(
            "sinks", \.sinks, .sections(named: ("id", \.id, ["log"])),
            """
            Where alerts go besides the log: webhook, slack, teams, discord, ntfy, pagerduty, alertmanager, mail, \
            command or journal. A secret is the name of a credential (systemd's LoadCredential) or of an environment \
            variable; url_secret is the same for the address. `bellwether alerts test-sink ID` tries one.
            """
        ).suggested(SinkConfiguration.examples),
        required(
            "catalogues", \.catalogues, .list(of: .file, atLeastOne: "catalogue of feeds"),
            "What to watch: files of feeds and entities."
        ).shown(catalogueExamples),
        optional(
            "contact", \.contact, .text("an email or web address", where: isContact),
            "An email address for the operators of the servers that are polled; SEC and BLS insist on one."
        ).suggested("you@example.com"),
        optional("threads", \.threads, .whole(1...256), "Threads of the classifier.")
            .otherwise("one per core").suggested("2"),
        key(
            "exact", \.exact, .flag,
            """
            Headlines that the classifier is sure of leave it early, which saves time and changes few answers; true \
            takes every headline through the whole model.
            """
        ).suggested("true"),
        key("detection", \.detection, .section, "What is an alert.").shown(""),
        key(
            "ranking", \.ranking, .section,
            """
            What happens to alerts that are unlikely to be useful, by what you acknowledged and dismissed: `mute` keeps \
            them from the sinks, but never critical ones.
            """
        )
        .formerly("attention").suggested("{ mute: true }"),
        key(
            "rules", \.rules, .sections(named: ("id", \.rule.id, [])),
            """
            What some streams ask beyond that; the first rule that matches a stream applies to it. id and streams are \
            required; what a rule leaves out is as in detection. `bellwether test` and `bellwether replay --against` \
            try rules out.
            """
        ).suggested(PlacedRule.example),
        key(
            "retention", \.retention, .section,
            """
            How much history is kept: older items, quotes and changes of feeds' states go, and the oldest above a \
            size; never those of the last week, and never alerts. Without it all is kept.
            """
        ).suggested("{ maximum_age: 400d, maximum_size: 20GB }"),
        optional(
            "metrics_port", \.metricsPort, .whole(1...65535),
            "Serves /metrics for Prometheus, /healthz and /readyz at this port of 127.0.0.1."
        ).otherwise("not served").suggested("9464"),
        optional(
            "websub", \.push, .section,
            "Subscribes at the hubs of feeds (WebSub); a proxy forwards the public address to a port of 127.0.0.1."
        ).suggested("{ callback: \"https://news.example.com/bw\", port: 9465 }"),
        optional(
            "heartbeat", \.heartbeat, .section,
            "An address that is requested while all is well, for a dead man's switch."
        ).suggested("{ url_secret: heartbeat-url, every: 5m }"),
    ]

    func complete(_ mapping: Mapping, _ findings: inout Findings) {
        if alertLog == database {
            mapping.refuse("alert_log", "must not be the database", &findings)
        }
        for (key, path) in [("database", database), ("alert_log", alertLog)] {
            if PathCheck.isFolder(path) {
                mapping.refuse(key, "\(path) is a folder; give the path of a file", &findings)
            } else if let folder = PathCheck.missingFolder(of: path) {
                mapping.hint(key, "there is no folder \(folder)", &findings)
            }
        }
    }

    private static func isContact(_ text: String) -> Bool { text.contains("@") || text.contains("://") }

    private static let catalogueExamples = [
        "us-companies", "world-companies", "newswires", "central-banks", "currencies", "indices", "crypto",
    ].map { "\n- /usr/local/share/bellwether/feeds/\($0).yaml" }.joined()
}
