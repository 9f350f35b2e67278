import Domain
import History
import Monitoring

/// Stores what a person says of an alert, and tells that it is stored.
func say(
    _ id: String, _ kind: Feedback.Kind, _ signature: Signature, _ options: DatabaseOptions,
    _ complete: (inout Feedback, Instant) -> Void
) async throws {
    let now = SystemClock().now()
    var feedback = Feedback(kind: kind, by: signature.name, reason: signature.reason, at: now)
    complete(&feedback, now)
    let alert = try await options.openWriter().add(feedback, toAlert: id)
    printError(sentence(kind, by: signature.name, id: id, alert))
}

/// `a1b2 (entity:ACME) is acknowledged by ann: 5 negative stories in 2 hours …`.
func sentence(_ kind: Feedback.Kind, by name: String, id: String, _ alert: Alert?) -> String {
    guard let alert else { return "\(id) is \(kind.rawValue) by \(name)" }
    return "\(alert.id) (\(alert.stream.name)) is \(kind.rawValue) by \(name): \(alert.explanation)"
}
