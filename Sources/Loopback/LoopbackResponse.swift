/// A response to send.
public struct LoopbackResponse: Sendable {
    /// The HTTP status; 204 and 304 are sent without a body.
    public var status: Int
    /// Header lines; the server adds `Content-Length` unless it is among them, and `Connection: close`.
    public var headers: [(name: String, value: String)]
    /// The bytes to send.
    public var body: [UInt8]

    /// A response with a status, and with nothing else unless it is given.
    public init(_ status: Int, headers: [(name: String, value: String)] = [], body: [UInt8] = []) {
        self.status = status
        self.headers = headers
        self.body = body
    }
}
