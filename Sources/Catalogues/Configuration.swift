import Domain
import FoundationEssentials

/// The daemon's configuration.
public struct Configuration: Sendable, Equatable {
    /// Path of the SQLite file.
    public var database: String
    /// Path of the JSON Lines file of alerts.
    public var alertLog: String
    /// Paths of the catalogues.
    public var catalogues: [String]
    /// Told to the servers in the User-Agent, so that their operators can write to somebody.
    public var contact: String?
    /// Alerts by chance that are accepted, per stream and month.
    public var falseAlertsPerStreamMonth: Double?
    public var minimumStories: Int?
    public var minimumSources: Int?
    public var cooldown: Duration?
    /// Whether a feed that is blind is an alert of its own.
    public var alertsOnBlindSources = false
    /// Whether alerts that are unlikely to be of use, by what people answered, are kept from the sinks.
    public var mutesUseless = false
    /// What watchlists ask beyond that, the first that fits a stream.
    public var rules: [PlacedRule] = []
    /// Threads of the classifier; nil for one a core.
    public var threads: Int?
    /// Whether every headline goes through the whole encoder, however sure the classifier is before.
    public var exact = false
    /// How long items and quotes are kept, and how many bytes; nil keeps all.
    public var keepFor: Duration?
    public var keepBytes: Int64?
    /// Where metrics and health are served: a port of 127.0.0.1; nil for nowhere.
    public var metricsPort: Int?
    /// Where hubs of WebSub reach this daemon; nil for not at all.
    public var push: PushAddress?
    /// An address that is asked for at this interval while all is well, for a service that misses it when it stays away.
    public var heartbeat: Heartbeat?
    /// Where alerts go besides the log.
    public var sinks: [SinkConfiguration] = []

    /// Reads a file; relative paths in it count from its folder.
    public static func read(_ path: String) throws(CatalogueError) -> Configuration {
        let file = try YAMLMapping.read(path)
        try file.allow([
            "database", "alert_log", "catalogues", "contact", "detection", "threads", "exact", "sinks",
            "retention",
            "metrics_port", "heartbeat", "rules", "attention", "websub",
        ])
        let catalogues = try file.strings("catalogues")
        guard !catalogues.isEmpty else {
            throw file.error("catalogues", "at least one catalogue of feeds is needed")
        }
        for name in catalogues where !FileManager.default.fileExists(atPath: file.path(name)) {
            throw file.error("catalogues", "there is no file \(file.path(name))")
        }
        var configuration = Configuration(
            database: file.path(try file.string("database")),
            alertLog: file.path(try file.string("alert_log")),
            catalogues: catalogues.map(file.path), contact: try file.optionalString("contact"))
        configuration.threads = try file.integer("threads", in: 1...256)
        configuration.exact = try file.flag("exact") ?? false
        for sink in try file.mappings("sinks") { configuration.sinks.append(try SinkConfiguration(sink)) }
        var ids: Set<String> = ["log"]
        for sink in configuration.sinks where !ids.insert(sink.id).inserted {
            throw file.error("sinks", "the id \(sink.id) is taken")
        }
        for rule in try file.mappings("rules") { configuration.rules.append(try PlacedRule(rule)) }
        configuration.metricsPort = try file.integer("metrics_port", in: 1...65535)
        if let heartbeat = try file.mapping("heartbeat") {
            configuration.heartbeat = try Heartbeat(heartbeat)
        }
        if let push = try file.mapping("websub") { configuration.push = try PushAddress(push) }
        if let attention = try file.mapping("attention") {
            try attention.allow(["mute"])
            configuration.mutesUseless = try attention.flag("mute") ?? false
        }
        if let retention = try file.mapping("retention") {
            try retention.allow(["age", "size"])
            configuration.keepFor = try retention.duration(
                "age", in: .seconds(7 * 86400)...(.seconds(36500 * 86400)))
            configuration.keepBytes = try retention.bytes("size")
        }
        if let detection = try file.mapping("detection") {
            try detection.allow([
                "false_alerts_per_stream_month", "minimum_stories", "minimum_sources", "cooldown",
                "alert_on_blind_sources",
            ])
            configuration.falseAlertsPerStreamMonth = try detection.number(
                "false_alerts_per_stream_month", in: DetectionBounds.falseAlerts)
            configuration.minimumStories = try detection.integer(
                "minimum_stories", in: DetectionBounds.stories)
            configuration.minimumSources = try detection.integer(
                "minimum_sources", in: DetectionBounds.sources)
            configuration.cooldown = try detection.duration("cooldown", in: DetectionBounds.cooldown)
            configuration.alertsOnBlindSources = try detection.flag("alert_on_blind_sources") ?? false
        }
        return configuration
    }

    /// Refuses rules that can never do anything.
    ///
    /// - Parameter topics: The names of the classifier's topics.
    /// - Throws: `CatalogueError` with the rule's file and line.
    public func checkRules(against catalogue: Catalogue, topics: [String]) throws(CatalogueError) {
        let check = RuleCheck(
            entities: catalogue.entities, topics: topics, sinks: sinks.map(\.id),
            newsFeeds: catalogue.feeds.count { $0.kind == .news })
        try check.validate(rules)
    }

    public init(
        database: String, alertLog: String, catalogues: [String], contact: String? = nil
    ) {
        self.database = database
        self.alertLog = alertLog
        self.catalogues = catalogues
        self.contact = contact
    }
}

/// Where hubs reach this daemon: a public address, which a proxy forwards to a port of 127.0.0.1.
public struct PushAddress: Sendable, Equatable {
    /// Without a slash at its end.
    public let callback: String
    public let port: Int

    public init(callback: String, port: Int) {
        self.callback = callback
        self.port = port
    }

    init(_ mapping: YAMLMapping) throws(CatalogueError) {
        try mapping.allow(["callback", "port"])
        let address = try mapping.webAddress(mapping.string("callback"), "callback")
        callback = address.hasSuffix("/") ? String(address.dropLast()) : address
        guard let port = try mapping.integer("port", in: 1...65535) else {
            throw mapping.missing("port")
        }
        self.port = port
    }
}

/// A sign of life to a dead man's switch such as healthchecks.io or Alertmanager's watchdog receivers.
public struct Heartbeat: Sendable, Equatable {
    public let url: String
    public let interval: Duration

    init(_ mapping: YAMLMapping) throws(CatalogueError) {
        try mapping.allow(["url", "url_secret", "every"])
        url = try mapping.webAddressOrSecret()
        interval = try mapping.duration("every", in: .seconds(30)...(.seconds(86400))) ?? .seconds(300)
    }
}
