/// Who asks.
struct Visitor: Sendable, Equatable {
    /// The name under which answers are stored; nil for somebody who has not said.
    var name: String?
    /// What a form must send back.
    var formToken: String
    /// Whether they may see the pages.
    var mayRead: Bool
    /// A session that the browser does not know yet.
    var newSession: String?
    /// Whether a proxy vouches for the name.
    var isVouchedFor = false

    /// Somebody of whom nothing is known yet.
    static let stranger = Visitor(name: nil, formToken: "", mayRead: false)
}
