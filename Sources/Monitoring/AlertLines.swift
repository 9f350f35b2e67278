import Domain
import Logging

extension Logger {
    /// Says in the log that an alert has fired, escalated or ended: a line for each notice.
    func note(_ alerts: [Alert]) {
        for alert in alerts {
            var metadata: Logger.Metadata = [
                "alert": "\(alert.id)", "stream": "\(alert.stream.name)",
                "severity": "\(alert.severity.rawValue)", "explanation": "\(alert.explanation)",
            ]
            if let name = alert.name { metadata["name"] = "\(name)" }
            switch (alert.state, alert.sequence) {
            case (.resolved, _): notice("Alert resolved", metadata: metadata)
            case (.firing, 0): notice("Alert fired", metadata: metadata)
            case (.firing, _): notice("Alert escalated", metadata: metadata)
            }
        }
    }
}
