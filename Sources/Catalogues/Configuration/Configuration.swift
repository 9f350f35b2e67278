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
    /// Where the pages are served; nil for nowhere.
    public var dashboard: DashboardOptions?
    /// Where hubs of WebSub reach this daemon; nil for not at all.
    public var push: PushAddress?
    /// An address that is asked for while all is well, for a service that notices when it is not.
    public var heartbeat: Heartbeat?
    /// The section `detection` in its file.
    var place = Place()

    /// Whether a history is in a database of a PostgreSQL server rather than in a file.
    public static func isOnServer(_ database: String) -> Bool {
        database.hasPrefix("postgres://") || database.hasPrefix("postgresql://")
    }

    /// Everything but these at its default.
    public init(database: String, alertLog: String, catalogues: [String], contact: String? = nil) {
        self.database = database
        self.alertLog = alertLog
        self.catalogues = catalogues
        self.contact = contact
    }

    /// Reads a file; relative paths in it count from its folder.
    ///
    /// - Parameters:
    ///   - secrets: Whether its secrets must be there, or are only named.
    ///   - hint: Called with what is valid, but old or probably not meant, whether or not the file is valid.
    /// - Throws: `CatalogueError` with every mistake of the file.
    public static func read(
        _ path: String, secrets: SecretUse = .named, hint: (Mistake) -> Void = { _ in }
    ) throws(CatalogueError) -> Configuration {
        try YAMLFile.read(path, as: Configuration.self, secrets: secrets, hint: hint)
    }

    /// The configuration as one line of JSON, defaults filled in: a configuration itself, which reads back
    /// equal.
    ///
    /// Secrets are written as their names.
    /// - Parameter showingAddresses: Whether addresses that may be secrets themselves, such as those of
    ///   sinks, are written whole; else they end after the host.
    /// - Throws: `EncodingError` for a number that JSON cannot write.
    public func json(showingAddresses: Bool) throws -> String {
        try jsonLine(written(showingAddresses ? .everything : .withoutSecrets))
    }

    /// Refuses rules that can never do anything, and hints at demands on all streams that no feeds can meet.
    ///
    /// - Parameter topics: The names of the classifier's topics.
    /// - Throws: `CatalogueError` with the file and line of every such rule.
    public func checkRules(
        against catalogue: Catalogue, topics: [String], hint: (Mistake) -> Void = { _ in }
    ) throws(CatalogueError) {
        let newsFeeds = catalogue.feeds.count { $0.kind == .news }
        let wanted = detection.sensitivity.minimumSources
        if wanted > newsFeeds, newsFeeds > 0 {
            let problem =
                "minimum_sources: no stream without a rule can alert: an alert needs \(wanted) sources, and the "
                + "catalogues have \(newsFeeds) news feed\(newsFeeds == 1 ? "" : "s")"
            hint(Mistake(file: place.file, line: place.line, problem: problem))
        }
        let check = RuleCheck(
            entities: catalogue.entities, topics: topics, sinks: sinks.map(\.id), newsFeeds: newsFeeds)
        try check.validate(rules)
    }
}
