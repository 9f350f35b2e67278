/// A response to send.
public struct WebResponse: Sendable {
    /// The HTTP status.
    public var status: Int
    /// Header lines; the server adds the length and the date.
    public var headers: [(name: String, value: String)]
    /// What is sent after them.
    public var body: Body

    /// What follows the headers.
    public enum Body: Sendable {
        /// All at once.
        case bytes([UInt8])
        /// Texts as they come. Bound its buffer: a client may be slow.
        case stream(AsyncStream<String>)
    }

    /// A response with a status, and with nothing else unless it is given.
    public init(_ status: Int, headers: [(name: String, value: String)] = [], body: Body = .bytes([])) {
        self.status = status
        self.headers = headers
        self.body = body
    }

    /// A response with a text.
    public init(_ status: Int, type: String, _ text: String, headers: [(name: String, value: String)] = []) {
        self.init(
            status, headers: [(name: "Content-Type", value: type)] + headers, body: .bytes(Array(text.utf8)))
    }

    /// The first value of a header, whatever its case.
    public func header(_ name: String) -> String? {
        headers.first { $0.name.lowercased() == name.lowercased() }?.value
    }
}
