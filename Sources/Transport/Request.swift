/// What to fetch, and how much patience and room it gets.
public struct Request: Sendable {
    public var url: String
    /// Sent as they are; names must not repeat those that the client sets itself.
    public var headers: [(name: String, value: String)]
    public var userAgent: String
    public var limits: Limits
    /// Sent with POST; nil for a GET.
    public var body: [UInt8]?

    /// Bounds on one transfer.
    public struct Limits: Sendable, Equatable {
        /// For the connection, TLS included.
        public var connect: Duration = .seconds(10)
        /// For the whole transfer, redirects included.
        public var total: Duration = .seconds(60)
        /// Bytes of the body after decompression; feeds are rarely above 2 MiB.
        public var body = 16 << 20
        /// Bytes of all headers of one answer.
        public var headers = 64 << 10
        /// Redirects to follow.
        public var redirects = 5

        public init() {}
    }

    public init(
        url: String, headers: [(name: String, value: String)] = [], userAgent: String,
        limits: Limits = Limits()
    ) {
        self.url = url
        self.headers = headers
        self.userAgent = userAgent
        self.limits = limits
    }
}

/// What came back.
public struct Reply: Sendable {
    public let status: Int
    /// The address that answered, after redirects.
    public let url: String
    /// By lower-case name; of a repeated header the last value.
    public let headers: [String: String]
    /// Decompressed.
    public let body: [UInt8]

    public init(status: Int, url: String, headers: [String: String], body: [UInt8]) {
        self.status = status
        self.url = url
        self.headers = headers
        self.body = body
    }
}

/// Why there is no reply.
public enum TransportError: Error, Equatable, CustomStringConvertible {
    case badURL(String)
    case bodyTooLarge(limit: Int)
    case headersTooLarge(limit: Int)
    case timedOut(String)
    case failed(String)
    case stopped

    public var description: String {
        switch self {
        case .badURL(let url): "\(url) is no http or https address"
        case .bodyTooLarge(let limit): "the body is larger than \(limit >> 20) MiB"
        case .headersTooLarge(let limit): "the headers are larger than \(limit >> 10) KiB"
        case .timedOut(let detail): "timed out: \(detail)"
        case .failed(let detail): detail
        case .stopped: "stopped before the answer came"
        }
    }
}
