/// A metric as its readers know it: the lines above its series.
struct MetricFamily {
    let name: String
    let kind: Kind
    /// One sentence for people, with the unit where the name does not say it.
    let help: String

    enum Kind: String { case counter, gauge, histogram }

    /// All that the daemon tells, in the order of the page.
    static let all = [
        MetricFamily(
            "bellwether_build_info", .gauge, "Always 1; the labels name the version and the weights."),
        MetricFamily(
            "process_resident_memory_bytes", .gauge, "Memory of the process that is in use, in bytes."),
        MetricFamily(
            "bellwether_last_progress_seconds", .gauge, "Time since the pipeline's last sign of life."),
        MetricFamily(
            "bellwether_responses_waiting", .gauge, "Responses that are not committed yet."),
        MetricFamily(
            "bellwether_responses_total", .counter,
            "Polls that brought something to store, nothing new, or a failure."),
        MetricFamily(
            "bellwether_items_total", .counter,
            "Items stored, by sentiment; none for those in a language that the model cannot read."),
        MetricFamily(
            "bellwether_items_not_scored_total", .counter,
            "Items stored in a language that the model cannot read, by feed."),
        MetricFamily(
            "bellwether_items_leaving_early_total", .counter, "Items that left the classifier early."),
        MetricFamily("bellwether_quotes_total", .counter, "Prices stored."),
        MetricFamily("bellwether_alerts_total", .counter, "Notices of alerts given."),
        MetricFamily(
            "bellwether_deliveries_total", .counter,
            "Attempts to deliver a notice: delivered, failed and to be repeated, or given up."),
        MetricFamily("bellwether_feeds", .gauge, "Feeds by health state."),
        MetricFamily("bellwether_alerts_open", .gauge, "Alerts that are not resolved."),
        MetricFamily(
            "bellwether_deliveries_pending", .gauge, "Deliveries that a sink has yet to take."),
        MetricFamily("bellwether_deliveries_dead", .gauge, "Deliveries that were given up."),
        MetricFamily("bellwether_history_bytes", .gauge, "Bytes of the database in use."),
        MetricFamily("bellwether_streams", .gauge, "Streams that the detector watches."),
        MetricFamily(
            "bellwether_commit_seconds", .histogram, "Time from a complete response to its commit."),
        MetricFamily(
            "bellwether_publication_delay_seconds", .histogram,
            "Time from the publication of an item to its fetch."),
    ]

    private init(_ name: String, _ kind: Kind, _ help: String) {
        self.name = name
        self.kind = kind
        self.help = help
    }

    /// Series in the text format of Prometheus, each family below its lines of help and type.
    static func text(of series: [String]) -> String {
        var lines: [String: [String]] = [:]
        for line in series { lines[family(of: line), default: []].append(line) }
        var text: [String] = []
        for family in all {
            guard let series = lines.removeValue(forKey: family.name) else { continue }
            text.append("# HELP \(family.name) \(family.help)")
            text.append("# TYPE \(family.name) \(family.kind.rawValue)")
            text += series
        }
        // A series that the table forgot is still told.
        text += lines.sorted { $0.key < $1.key }.flatMap(\.value)
        return text.joined(separator: "\n") + "\n"
    }

    /// The family of a series; a histogram has several series.
    private static func family(of line: String) -> String {
        let name = String(line.prefix { $0 != "{" && $0 != " " })
        let suffix = ["_bucket", "_sum", "_count"].first { name.hasSuffix($0) }
        return suffix.map { String(name.dropLast($0.count)) } ?? name
    }
}
