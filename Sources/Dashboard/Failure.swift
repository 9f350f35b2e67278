import Domain

/// Why a page cannot be shown or an answer not be taken, in words.
enum Failure: Error, Equatable {
    /// There is nothing at the address.
    case notFound(String)
    /// The address or the form asks for something that cannot be.
    case invalid(String)
    /// The visitor may not do this.
    case forbidden(String)
    /// The visitor must say who they are first.
    case anonymous
    /// Something else has happened meanwhile.
    case conflict(String)
    /// The visitor has tried too often, and must wait so long.
    case tooMany(wait: Duration)
    /// The request came under a name that is not this server's.
    case misdirected(String)
    /// The method makes no sense here.
    case method
    /// The history does not answer.
    case unavailable(String)

    /// An address that says where a page goes on, and that no page has written.
    static let brokenAddress = Failure.invalid(
        "This link is invalid; go back to the first page.")

    /// The HTTP status.
    var status: Int {
        switch self {
        case .notFound: 404
        case .invalid: 400
        case .forbidden: 403
        case .anonymous: 401
        case .conflict: 409
        case .misdirected: 421
        case .tooMany: 429
        case .method: 405
        case .unavailable: 503
        }
    }

    /// The heading of the page that says so.
    var title: String {
        switch self {
        case .notFound: "Not found"
        case .invalid: "Invalid request"
        case .forbidden: "Refused"
        case .anonymous: "Log in"
        case .conflict: "Too late"
        case .misdirected: "Unknown host name"
        case .tooMany: "Too many attempts"
        case .method: "Method not allowed"
        case .unavailable: "History unavailable"
        }
    }

    /// What is wrong and what to do about it.
    var sentence: String {
        switch self {
        case .notFound(let sentence), .invalid(let sentence), .forbidden(let sentence),
            .conflict(let sentence), .misdirected(let sentence), .unavailable(let sentence):
            sentence
        case .anonymous: "Log in to see this page."
        case .tooMany(let wait):
            "Too many wrong tokens were sent. Try again in \(Numbers.counted(max(1, Int(wait.inMilliseconds / 60_000)), "minute", "minutes"))."
        case .method: "Pages answer GET and HEAD; forms are sent with POST."
        }
    }
}
