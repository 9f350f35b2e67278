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
    /// The cookies after it, as libcurl writes them; for the next request of a chain of redirects only.
    var cookies: [String] = []

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
