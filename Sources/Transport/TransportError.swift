/// Why there is no reply.
public enum TransportError: Error, Equatable, CustomStringConvertible {
    /// Neither http nor https.
    case badURL(String)
    /// In bytes.
    case bodyTooLarge(limit: Int)
    /// In bytes.
    case headersTooLarge(limit: Int)
    /// With libcurl's words for what took too long.
    case timedOut(String)
    /// No answer came, not even a status: no address, no connection, or one that broke; with libcurl's words.
    case unreachable(String)
    /// With libcurl's words.
    case failed(String)
    /// The name, or a redirect, leads to an address that the rule does not allow.
    case privateAddress(String)
    /// The task was canceled, or the client stopped.
    case stopped

    /// One sentence for people, without a full stop.
    public var description: String {
        switch self {
        case .badURL(let url): "\(url) is not an http or https address"
        case .bodyTooLarge(let limit): "the body is larger than \(limit >> 20) MiB"
        case .headersTooLarge(let limit): "the headers are larger than \(limit >> 10) KiB"
        case .timedOut(let detail): "timed out: \(detail)"
        case .unreachable(let detail), .failed(let detail): detail
        case .privateAddress(let address):
            "\(address) is not a public Internet address; set allow_private in the catalogue to let a feed reach it"
        case .stopped: "stopped before the response came"
        }
    }
}
