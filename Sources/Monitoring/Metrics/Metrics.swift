import Alerting
import Domain
import FoundationEssentials
import History
import Serving
import Synchronization

/// What the daemon counts, in the text format of Prometheus (version 0.0.4), and whether it is well.
final class Metrics: Sendable {
    private static let secondsBounds = [0.005, 0.01, 0.025, 0.05, 0.1, 0.25, 0.5, 1, 2.5, 5]
    private static let delayBounds = [10.0, 30, 60, 120, 300, 600, 1800, 3600, 7200, 21600]
    /// Without a sign of life from the pipeline for so long the daemon is not well: three ticks.
    private static let patience: Duration = .seconds(90)

    private struct State {
        var counters: [String: Double] = [:]
        var gauges: [String: Double] = [:]
        var commit = Histogram(bounds: secondsBounds)
        var delay = Histogram(bounds: delayBounds)
        var progress: ContinuousClock.Instant?
        /// Results of polls that are not committed yet, the one under way included.
        var waiting = 0
    }

    private let state = Mutex(State())
    private let buildInfo: String
    private let started = ContinuousClock.now

    /// - Parameters:
    ///   - sinks: The ids of the sinks, the log included.
    ///   - newsFeeds: The ids of the feeds whose items are scored.
    init(version: String, model: String, sinks: [String], newsFeeds: [String]) {
        buildInfo = "bellwether_build_info{version=\"\(version)\",model=\"\(Self.escaped(model))\"} 1"
        state.withLock { state in
            for name in Self.initialCounters(sinks, newsFeeds) { state.counters[name] = 0 }
            for name in Self.initialGauges { state.gauges[name] = 0 }
        }
    }

    /// Series that exist from the start: a rate needs a zero before the first count.
    private static func initialCounters(_ sinks: [String], _ newsFeeds: [String]) -> [String] {
        let alerts = Alert.Kind.allCases.flatMap { kind in
            Alert.Severity.allCases.flatMap { severity in
                [Alert.State.firing, .resolved].map { series(kind, severity, $0) }
            }
        }
        let deliveries = sinks.flatMap { sink in Delivery.Result.allCases.map { series(sink, $0) } }
        return ["stored", "unchanged", "failed"].map { "bellwether_responses_total{result=\"\($0)\"}" }
            + Sentiment.allCases.map { series(of: $0) } + [series(of: nil)]
            + newsFeeds.map(notScored)
            + ["bellwether_items_leaving_early_total", "bellwether_quotes_total"] + alerts + deliveries
    }

    private static let initialGauges =
        [
            "bellwether_alerts_open", "bellwether_deliveries_pending", "bellwether_deliveries_dead",
            "bellwether_history_bytes", "bellwether_streams",
        ] + feedStates.map(series)

    /// A feed has no state before its first response.
    private static let feedStates = ["new"] + FeedState.allCases.map(\.rawValue)

    private static func series(
        _ kind: Alert.Kind, _ severity: Alert.Severity, _ state: Alert.State
    ) -> String {
        "bellwether_alerts_total{kind=\"\(kind.rawValue)\",severity=\"\(severity.rawValue)\",state=\"\(state.rawValue)\"}"
    }

    private static func series(_ sink: String, _ result: Delivery.Result) -> String {
        "bellwether_deliveries_total{sink=\"\(escaped(sink))\",result=\"\(result.rawValue)\"}"
    }

    /// - Parameter sentiment: Nil for an item that was not scored.
    private static func series(of sentiment: Sentiment?) -> String {
        "bellwether_items_total{sentiment=\"\(sentiment?.rawValue ?? "none")\"}"
    }

    private static func notScored(_ feed: String) -> String {
        "bellwether_items_not_scored_total{feed=\"\(escaped(feed))\"}"
    }

    private static func series(_ feedState: String) -> String {
        "bellwether_feeds{state=\"\(feedState)\"}"
    }

    /// Takes in what came of a poll.
    ///
    /// - Parameter received: When its answer was complete; nil for a failure.
    func observe(_ event: PollEvent, received: Instant?) {
        state.withLock { state in
            func count(_ name: String, _ number: Int = 1) {
                state.counters[name, default: 0] += Double(number)
            }
            let result = event.failed ? "failed" : event.wasUnchanged ? "unchanged" : "stored"
            count("bellwether_responses_total{result=\"\(result)\"}")
            count("bellwether_quotes_total", event.outcome.quotes)
            for assessed in event.outcome.items {
                let isScored = assessed.text.isScored
                count(Self.series(of: isScored ? assessed.assessment.sentiment.label : nil))
                if !isScored { count(Self.notScored(assessed.item.feed)) }
                if assessed.assessment.leftEarly { count("bellwether_items_leaving_early_total") }
                guard !assessed.item.isBacklog, let published = assessed.item.published else { continue }
                state.delay.observe(max(0, (assessed.item.fetchedAt - published).inSeconds))
            }
            for alert in event.outcome.alerts {
                count(Self.series(alert.kind, alert.severity, alert.state))
            }
            if let received, !event.failed { state.commit.observe(max(0, (event.at - received).inSeconds)) }
            state.progress = .now
        }
    }

    /// Counts results that wait for the pipeline: a feed is not asked again before its last response is
    /// stored.
    func wait(_ more: Int) { state.withLock { $0.waiting += more } }

    /// Updates the gauges; called at each tick.
    func update(_ status: HistoryStatus) {
        state.withLock { state in
            for name in Self.feedStates { state.gauges[Self.series(name)] = 0 }
            for (feedState, count) in status.feeds {
                state.gauges[Self.series(feedState?.rawValue ?? "new")] = Double(count)
            }
            state.gauges["bellwether_alerts_open"] = Double(status.openAlerts)
            state.gauges["bellwether_deliveries_pending"] = Double(status.pending)
            state.gauges["bellwether_deliveries_dead"] = Double(status.dead)
            state.gauges["bellwether_history_bytes"] = Double(status.bytes)
            state.progress = .now
        }
    }

    /// Counts an attempt to deliver a notice.
    func count(_ sink: String, _ result: Delivery.Result) {
        state.withLock { $0.counters[Self.series(sink, result), default: 0] += 1 }
    }

    /// Notes for how many streams the detector has a state.
    func update(streams: Int) { state.withLock { $0.gauges["bellwether_streams"] = Double(streams) } }

    /// Whether the pipeline has given a sign of life lately.
    var isWell: Bool {
        state.withLock { $0.progress }.map { ContinuousClock.now - $0 < Self.patience } ?? false
    }

    /// All of it as text.
    func rendered() -> String {
        var lines = [buildInfo]
        if let memory = Self.residentBytes() { lines.append("process_resident_memory_bytes \(memory)") }
        state.withLock { state in
            let age = (ContinuousClock.now - (state.progress ?? started)).inSeconds
            lines.append("bellwether_last_progress_seconds \(age)")
            lines.append("bellwether_responses_waiting \(state.waiting)")
            for (name, value) in state.counters.merging(state.gauges, uniquingKeysWith: { first, _ in first })
                .sorted(by: { $0.key < $1.key })
            {
                lines.append("\(name) \(value)")
            }
            lines += state.commit.rendered("bellwether_commit_seconds")
            lines += state.delay.rendered("bellwether_publication_delay_seconds")
        }
        return MetricFamily.text(of: lines)
    }

    /// Answers `/metrics`, `/healthz` and `/readyz`; nil for all else.
    func respond(to request: WebRequest) -> WebResponse? {
        func text(_ status: Int, _ body: String) -> WebResponse {
            WebResponse(status, type: "text/plain; version=0.0.4; charset=utf-8", body)
        }
        guard request.path.count == 1, Self.paths.contains(request.path[0]) else { return nil }
        guard request.method == "GET" || request.method == "HEAD" else { return text(405, "only GET\n") }
        let progress = state.withLock { $0.progress }
        switch request.path[0] {
        case "metrics": return text(200, rendered())
        case "readyz":
            return progress == nil ? text(503, "the pipeline has not responded yet\n") : text(200, "ready\n")
        default:
            guard let progress else { return text(200, "starting\n") }
            let age = ContinuousClock.now - progress
            return age < Self.patience
                ? text(200, "well\n")
                : text(503, "no sign of life from the pipeline for \(Int(age.inSeconds)) s\n")
        }
    }

    private static let paths: Set<String> = ["metrics", "healthz", "readyz"]

    /// Items that were scored, and those of them that left the classifier early.
    var earlyExits: (early: Int, all: Int) {
        state.withLock { state in
            let all = Sentiment.allCases.reduce(0.0) {
                $0 + (state.counters["bellwether_items_total{sentiment=\"\($1.rawValue)\"}"] ?? 0)
            }
            return (Int(state.counters["bellwether_items_leaving_early_total"] ?? 0), Int(all))
        }
    }

    private static func escaped(_ label: String) -> String {
        label.replacing("\\", with: "\\\\").replacing("\"", with: "\\\"").replacing("\n", with: "\\n")
    }

    /// The second number of /proc/self/statm, in pages of 4 KiB.
    private static func residentBytes() -> Int? {
        guard let data = FileManager.default.contents(atPath: "/proc/self/statm") else { return nil }
        let numbers = String(decoding: data, as: UTF8.self).split(separator: " ").compactMap { Int($0) }
        return numbers.count > 1 ? numbers[1] * 4096 : nil
    }
}
