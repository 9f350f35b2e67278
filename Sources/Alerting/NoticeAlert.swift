import Domain
import FoundationEssentials

extension Notice {
    /// The alert itself.
    /// - Throws: `UnreadableAlert`.
    var alert: Alert {
        get throws(UnreadableAlert) {
            do {
                return try JSONDecoder().decode(AlertRecord.self, from: Data(body.utf8)).alert
            } catch {
                throw UnreadableAlert(id: alertID, reason: "\(error)")
            }
        }
    }
}

/// A stored alert that is not what a version of Bellwether writes.
struct UnreadableAlert: DeliveryError, CustomStringConvertible {
    let id: String
    let reason: String

    /// It does not become readable by waiting.
    var remedy: DeliveryRemedy { .giveUp }

    var description: String { "cannot read the stored alert \(id): \(reason)" }
}
