import Domain

extension Configuration: Section {
    static let blank = Configuration(database: "", alertLog: "", catalogues: [])

    static let keys: [Key<Configuration>] = [
        required(
            "database", \.database, .place,
            "The history: one SQLite file, or a PostgreSQL database as postgres://user@host/name."
        )
        .shown("/var/lib/bellwether/bellwether.db"),
        required(
            "alert_log", \.alertLog, .path, "Alerts, one JSON object a line; safe to tail and to rotate."
        ).shown("/var/log/bellwether/alerts.jsonl"),
        key(
            "sinks", \.sinks, .sections(named: ("id", ["log"])),
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
            "rules", \.rules, .sections(named: ("id", [])),
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
            "dashboard", \.dashboard, .section,
            """
            Serves pages: alerts, streams, headlines and sources, to look at and to answer. At a port of 127.0.0.1 or a \
            Unix socket; for others, put a proxy with TLS and a login before it.
            """
        ).suggested("{ port: 8377 }"),
        optional(
            "metrics_port", \.metricsPort, .whole(1...65535),
            "Serves /metrics for Prometheus, /healthz and /readyz at this port of 127.0.0.1; may be that of the dashboard."
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

    mutating func complete(_ mapping: Mapping, _ findings: inout Findings) {
        place = Place(file: mapping.file, line: mapping.value("detection")?.line)
        refuseSharedFiles(mapping, &findings)
        for (key, path) in files {
            if PathCheck.isFolder(path) {
                mapping.refuse(key, "\(path) is a folder; give the path of a file", &findings)
            } else if let folder = PathCheck.missingFolder(of: path) {
                mapping.hint(key, "there is no folder \(folder)", &findings)
            }
        }
    }

    /// The files that are written, by their keys.
    private var files: [(key: String, path: String)] {
        (Self.isOnServer(database) ? [] : [("database", database)]) + [("alert_log", alertLog)]
    }

    /// Refuses two purposes for one file, by whatever names: writing for one would destroy the other.
    private func refuseSharedFiles(_ mapping: Mapping, _ findings: inout Findings) {
        let others = [("the configuration itself", mapping.file)] + catalogues.map { ("a catalogue", $0) }
        for (key, path) in files {
            if let other = others.first(where: { PathCheck.isSame(path, $0.1) }) {
                mapping.refuse(key, "must not be \(other.0)", &findings)
            }
        }
        if PathCheck.isSame(alertLog, database) {
            mapping.refuse("alert_log", "must not be the database", &findings)
        } else if ["-wal", "-shm", "-journal"].contains(where: { PathCheck.isSame(alertLog, database + $0) })
        {
            mapping.refuse("alert_log", "must not be a file of the database", &findings)
        }
    }

    private static func isContact(_ text: String) -> Bool { text.contains("@") || text.contains("://") }

    private static let catalogueExamples = [
        "us-companies", "world-companies", "newswires", "central-banks", "currencies", "indices", "crypto",
    ].map { "\n- /usr/local/share/bellwether/feeds/\($0).yaml" }.joined()
}
