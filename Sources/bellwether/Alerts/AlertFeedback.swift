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
    try await options.openWriter().add(feedback, toAlert: id)
    printError("\(id) is \(kind.rawValue) by \(signature.name)")
}
