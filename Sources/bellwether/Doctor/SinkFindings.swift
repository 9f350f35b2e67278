import Domain
import History

/// Whether alerts reach the people.
enum SinkFindings {
    /// Failures after which a sink is in trouble: with the pauses between them, about eight minutes.
    private static let mostAttempts = 5

    /// A finding for each sink that does not take what is sent to it, or one that all do.
    ///
    /// - Parameter sinks: The ids in the configuration.
    static func findings(_ backlogs: [SinkBacklog], sinks: [String]) -> [Finding] {
        let configured = Set(sinks + ["log"])
        let ill = backlogs.compactMap { backlog -> Finding? in
            guard backlog.dead > 0 || backlog.attempts >= mostAttempts else { return nil }
            var parts: [String] = []
            if backlog.dead > 0 { parts.append("\(counted(backlog.dead, "notice")) given up") }
            if backlog.waiting > 0 { parts.append("\(counted(backlog.waiting, "notice")) waiting") }
            let reason = backlog.lastError.map { " (\($0))" } ?? ""
            return .ill(
                "sink \(backlog.sink)",
                "\(parts.joined(separator: ", "))\(reason): \(advice(backlog.sink, configured))")
        }
        return ill.isEmpty ? [.well("deliveries", "every sink takes its alerts")] : ill
    }

    private static func advice(_ sink: String, _ configured: Set<String>) -> String {
        guard configured.contains(sink) else {
            return "the configuration has no sink \(sink) any more; these notices stay until it is back"
        }
        guard sink != "log" else { return "see that the alert log can be written" }
        return
            "fix it until `bellwether alerts test-sink \(sink)` succeeds, then run `bellwether alerts retry`"
    }
}
