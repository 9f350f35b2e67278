public import Detection
public import Domain

extension RuleTest {
    /// Runs the headlines through the replay; returns what went otherwise than expected, in words.
    public func problems(in replay: Replay, under settings: DetectionSettings) async throws -> [String] {
        var fired: [Alert] = []
        let first = headlines.map(\.at).min()
        try await replay.run(headlines, under: [settings], since: first.map { $0 - quiet }) { alert, _ in
            if alert.sequence == 0 { fired.append(alert) }
        }
        var problems: [String] = []
        var others = fired
        for expectation in expected {
            if let index = others.firstIndex(where: expectation.isMet) {
                others.remove(at: index)
            } else {
                problems.append("expected \(expectation); what fired: \(Self.list(fired))")
            }
        }
        if !allowsOthers, problems.isEmpty, !others.isEmpty {
            problems.append("not expected: \(Self.list(others))")
        }
        return problems
    }

    private static func list(_ alerts: [Alert]) -> String {
        guard !alerts.isEmpty else { return "nothing" }
        return alerts.map { alert in
            "\(alert.stream.name), \(alert.severity.rawValue)\(alert.rule.map { ", by the rule \($0)" } ?? ""), at \(alert.at.rfc3339)"
        }.joined(separator: "; ")
    }
}
