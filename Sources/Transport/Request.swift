/// What to fetch, and how much patience and room it gets.
public struct Request: Sendable {
    public var url: String
    /// Sent as they are; names must not repeat those that the client sets itself.
    public var headers: [(name: String, value: String)]
    public var userAgent: String
    public var limits: Limits
    /// Sent with POST; nil for a GET.
    public var body: [UInt8]?
    /// Whether addresses may be reached that are not of the public Internet.
    public var addresses = AddressRule.public
    /// A file of certificates to trust instead of the system's.
    public var certificateAuthority: String?
    /// Sent as mail, with `body` as the message, to an smtp or smtps address.
    public var envelope: Envelope?
    /// Header lines that must reach no other host than that of `url`.
    public var credentials: [(name: String, value: String)] = []

    /// Who sends a mail to whom, and how (RFC 5321).
    public struct Envelope: Sendable, Equatable {
        public var from: String
        public var to: [String]
        public var user: String?
        public var password: String?
        /// Whether the connection must be encrypted before anything is said (STARTTLS, RFC 3207; smtps is in any case).
        public var needsTLS: Bool

        public init(
            from: String, to: [String], user: String? = nil, password: String? = nil, needsTLS: Bool = true
        ) {
            self.from = from
            self.to = to
            self.user = user
            self.password = password
            self.needsTLS = needsTLS
        }
    }

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
        /// Bytes a second, in the mean of `slowFor`, below which a transfer is given up.
        public var slowest = 100
        public var slowFor: Duration = .seconds(20)

        public init() {}
    }

    public init(
        url: String, headers: [(name: String, value: String)] = [], userAgent: String,
        limits: Limits = Limits(), addresses: AddressRule? = nil
    ) {
        self.url = url
        self.headers = headers
        self.userAgent = userAgent
        self.limits = limits
        self.addresses = addresses ?? .asNamed(in: url)
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
    /// The statuses of the redirects on the way, in their order.
    public let redirects: [Int]

    public init(
        status: Int, url: String, headers: [String: String], body: [UInt8], redirects: [Int] = []
    ) {
        self.status = status
        self.url = url
        self.headers = headers
        self.body = body
        self.redirects = redirects
    }
}

/// Why there is no reply.
public enum TransportError: Error, Equatable, CustomStringConvertible {
    case badURL(String)
    case bodyTooLarge(limit: Int)
    case headersTooLarge(limit: Int)
    case timedOut(String)
    case failed(String)
    /// The name, or a redirect, leads to an address that the rule does not allow.
    case privateAddress(String)
    case stopped

    public var description: String {
        switch self {
        case .badURL(let url): "\(url) is no http or https address"
        case .bodyTooLarge(let limit): "the body is larger than \(limit >> 20) MiB"
        case .headersTooLarge(let limit): "the headers are larger than \(limit >> 10) KiB"
        case .timedOut(let detail): "timed out: \(detail)"
        case .failed(let detail): detail
        case .privateAddress(let address):
            "\(address) is no address of the public Internet; allow_private in the catalogue lets a feed reach it"
        case .stopped: "stopped before the answer came"
        }
    }
}
