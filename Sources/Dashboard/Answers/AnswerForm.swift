import Domain
import History
import Serving

/// A form that a visitor sent, with who they are.
struct AnswerForm: Sendable {
    /// The fields, in their order.
    let fields: [(name: String, value: String)]
    /// Who sent it.
    let by: String
    let now: Instant

    /// Letters of a reason that are kept.
    private static let longestReason = 500
    /// Alerts that are answered at once.
    private static let mostAlerts = 200

    /// A field; nil where it is missing or empty.
    func field(_ name: String) -> String? {
        fields.first { $0.name == name }.flatMap { $0.value.isEmpty ? nil : $0.value }
    }

    /// The alerts that are meant.
    ///
    /// - Throws: `Failure.invalid` where there are none.
    func alerts() throws(Failure) -> [String] {
        let ids = fields.filter { $0.name == "id" && !$0.value.isEmpty }.prefix(Self.mostAlerts).map(\.value)
        guard !ids.isEmpty else { throw .invalid("No alert is selected.") }
        return ids
    }

    /// The one thing that is meant.
    ///
    /// - Throws: `Failure.invalid` where nothing is.
    func subject() throws(Failure) -> String {
        guard let id = field("id") else { throw .invalid("The form does not say what it is about.") }
        return id
    }

    /// The silence that is meant.
    ///
    /// - Throws: `Failure.invalid` for what is no number of one.
    func silence() throws(Failure) -> Int64 {
        let text = try subject()
        guard let id = Int64(text) else { throw .invalid("\"\(text)\" is not the ID of a silence.") }
        return id
    }

    /// How long; nil where the form leaves it open.
    ///
    /// - Throws: `Failure.invalid` for what is no time.
    func time() throws(Failure) -> Duration? {
        guard let text = field("for") else { return nil }
        guard let time = Duration(text: text), time > .zero else {
            throw .invalid("\"\(text)\" is not a time; write 30m, 2h or 7d.")
        }
        return time
    }

    /// Why, in the visitor's words.
    var reason: String? { field("reason").flatMap { SaidText.line($0, longest: Self.longestReason) } }
}
