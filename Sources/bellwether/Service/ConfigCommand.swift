import ArgumentParser
import Catalogues
import Detection
import Domain
import Monitoring

struct ConfigCommand: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "config", abstract: "The configuration as it is read.",
        subcommands: [DumpConfiguration.self], defaultSubcommand: DumpConfiguration.self)
}

struct DumpConfiguration: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "dump",
        abstract:
            "Prints the configuration in effect as one JSON object, defaults filled in, secrets left out.")

    @Option(help: "The configuration.") var config = "/etc/bellwether/bellwether.yaml"
    @Option(help: "The weights, whose topics rules may name.") var weights: String?

    func run() async throws {
        try await Failure.reported {
            let configuration = try Configuration.read(config)
            let catalogue = try configuration.catalogue(for: try Installation.weights(weights))
            printLine(try jsonLine(ConfigurationInEffect(configuration, catalogue)))
        }
    }
}

/// What holds, for people: durations in seconds, `<secret>` in place of what is one.
private struct ConfigurationInEffect: Encodable {
    private static let secret = "<secret>"

    private struct SinkInEffect: Encodable {
        let id: String
        let kind: String
        var url: String?
        var secret: String?
        var to: [String]?
        var command: [String]?
    }

    private struct RuleInEffect: Encodable {
        let id: String
        let streams: [String]
        let falseAlertsPerStreamMonth: Double?
        let minimumStories: Int?
        let minimumSources: Int?
        let cooldown: Double?
        let severity: String?
        let sinks: [String]?

        private enum CodingKeys: String, CodingKey {
            case id, streams, cooldown, severity, sinks
            case falseAlertsPerStreamMonth = "false_alerts_per_stream_month"
            case minimumStories = "minimum_stories"
            case minimumSources = "minimum_sources"
        }
    }

    private let database: String
    private let alertLog: String
    private let catalogues: [String]
    private let feeds: Int
    private let entities: Int
    private let contact: String?
    private let threads: Int
    private let falseAlertsPerStreamMonth: Double
    private let minimumStories: Int
    private let minimumSources: Int
    private let cooldown: Double
    private let alertOnBlindSources: Bool
    private let attentionMutes: Bool
    private let retentionAge: Double?
    private let retentionBytes: Int64?
    private let metricsPort: Int?
    private let heartbeatEvery: Double?
    private let sinks: [SinkInEffect]
    private let rules: [RuleInEffect]

    private enum CodingKeys: String, CodingKey {
        case database, catalogues, feeds, entities, contact, threads, cooldown, sinks, rules
        case alertLog = "alert_log"
        case falseAlertsPerStreamMonth = "false_alerts_per_stream_month"
        case minimumStories = "minimum_stories"
        case minimumSources = "minimum_sources"
        case alertOnBlindSources = "alert_on_blind_sources"
        case attentionMutes = "attention_mutes"
        case retentionAge = "retention_age"
        case retentionBytes = "retention_bytes"
        case metricsPort = "metrics_port"
        case heartbeatEvery = "heartbeat_every"
    }

    init(_ configuration: Configuration, _ catalogue: Catalogue) {
        let detection = DetectionSettings(configuration, catalogue.feeds)
        database = configuration.database
        alertLog = configuration.alertLog
        catalogues = configuration.catalogues
        feeds = catalogue.feeds.count
        entities = catalogue.entities.count
        contact = configuration.contact
        threads = configuration.threads ?? availableCores()
        falseAlertsPerStreamMonth = detection.falseAlertsPerStreamMonth
        minimumStories = detection.minimumStories
        minimumSources = detection.minimumSources
        cooldown = detection.cooldown.inSeconds
        alertOnBlindSources = configuration.alertsOnBlindSources
        attentionMutes = configuration.mutesUseless
        retentionAge = configuration.keepFor?.inSeconds
        retentionBytes = configuration.keepBytes
        metricsPort = configuration.metricsPort
        heartbeatEvery = configuration.heartbeat?.interval.inSeconds
        sinks = configuration.sinks.map(Self.sink)
        rules = configuration.rules.map { placed in
            let rule = placed.rule
            return RuleInEffect(
                id: rule.id, streams: rule.streams.map(\.description),
                falseAlertsPerStreamMonth: rule.falseAlertsPerStreamMonth,
                minimumStories: rule.minimumStories, minimumSources: rule.minimumSources,
                cooldown: rule.cooldown?.inSeconds, severity: rule.severity?.rawValue, sinks: rule.sinks)
        }
    }

    private static func sink(_ sink: SinkConfiguration) -> SinkInEffect {
        switch sink.destination {
        case .post(let format, let url, let secret):
            // An address may be a secret itself: what follows the host is left out.
            let host = url.split(separator: "/", omittingEmptySubsequences: false).prefix(3).joined(
                separator: "/")
            return SinkInEffect(
                id: sink.id, kind: format.rawValue, url: "\(host)/…", secret: secret.map { _ in Self.secret })
        case .mail(let server, _, let to, _, let password, _):
            return SinkInEffect(
                id: sink.id, kind: "mail", url: server, secret: password.map { _ in Self.secret }, to: to)
        case .command(let words): return SinkInEffect(id: sink.id, kind: "command", command: words)
        case .journal: return SinkInEffect(id: sink.id, kind: "journal")
        }
    }
}
