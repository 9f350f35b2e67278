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
    /// Whether only the headers of the response are wanted: HEAD in place of GET.
    public var isHead = false
    /// Which addresses it may connect to.
    public var addresses = AddressRule.public
    /// A file of certificates to trust in place of the system's.
    public var certificateAuthority: String?
    /// Sent as mail, with `body` as the message, to an smtp or smtps address.
    public var envelope: Envelope?
    /// Whether the status alone is an answer: a body that is too large, too slow or cut off is then no
    /// failure, and the reply has what came of it.
    public var statusSuffices = false
    /// The proxy to reach it by, set by the client.
    var proxy: String?
    /// Whether libcurl follows redirects; otherwise the client does.
    var followsRedirects = true
    /// What earlier responses of the same chain of redirects set, as libcurl writes it.
    var cookies: [String] = []
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
