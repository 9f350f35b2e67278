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
struct UnreadableAlert: Error, CustomStringConvertible {
    let id: String
    let reason: String

    var description: String { "cannot read the stored alert \(id): \(reason)" }
}
