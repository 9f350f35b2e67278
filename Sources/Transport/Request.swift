/// A request to send, with the limits that apply to it.
public struct Request: Sendable {
    /// An http or https address; with an `envelope`, smtp or smtps.
    public var url: String
    /// Sent as they are; they must not repeat headers that the client sets itself.
    public var headers: [(name: String, value: String)]
    /// The `User-Agent` header.
    public var userAgent: String
    /// Bounds on time and size.
    public var limits: Limits
    /// Sent with POST; nil for a GET.
    public var body: [UInt8]?
    /// Which addresses it may connect to.
    public var addresses = AddressRule.public
    /// A file of certificates to trust in place of the system's.
    public var certificateAuthority: String?
    /// Sent as mail, with `body` as the message, to an smtp or smtps address.
    public var envelope: Envelope?
    /// Header lines that must reach no host other than that of `url`.
    public var credentials: [(name: String, value: String)] = []

    /// The sender and receivers of a mail, and how to log in (RFC 5321).
    public struct Envelope: Sendable, Equatable {
        /// The address of the sender.
        public var from: String
        /// The addresses of the receivers.
        public var to: [String]
        /// The name to log in with; nil for a server that asks for none.
        public var user: String?
        /// The password to log in with.
        public var password: String?
        /// Whether the connection must be encrypted before anything is said (STARTTLS, RFC 3207; smtps is in
        /// any case).
        public var needsTLS: Bool

        /// An envelope for one mail.
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
        /// Bytes of all headers of one response.
        public var headers = 64 << 10
        /// Redirects to follow.
        public var redirects = 5
        /// Bytes per second, averaged over `minimumSpeedFor`, below which a transfer is given up.
        public var minimumSpeed = 100
        /// How long a transfer may be slower than `minimumSpeed`.
        public var minimumSpeedFor: Duration = .seconds(20)

        /// The limits that suit feeds.
        public init() {}
    }

    /// A request with limits for feeds.
    ///
    /// - Parameter addresses: Which addresses it may connect to; nil for public ones and the one that `url`
    ///   names.
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

/// What came back: any status, with the whole body.
public struct Reply: Sendable {
    /// The HTTP status; for mail, the last code of the server.
    public let status: Int
    /// The address that responded, after redirects.
    public let url: String
    /// By lower-case name; of a repeated header the last value.
    public let headers: [String: String]
    /// Decompressed.
    public let body: [UInt8]
    /// The statuses of the redirects on the way, in their order.
    public let redirects: [Int]

    /// A reply as the client assembles it.
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
    /// Neither http nor https.
    case badURL(String)
    /// In bytes.
    case bodyTooLarge(limit: Int)
    /// In bytes.
    case headersTooLarge(limit: Int)
    /// With libcurl's words for what took too long.
    case timedOut(String)
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
        case .failed(let detail): detail
        case .privateAddress(let address):
            "\(address) is not a public Internet address; set allow_private in the catalogue to let a feed reach it"
        case .stopped: "stopped before the response came"
        }
    }
}
