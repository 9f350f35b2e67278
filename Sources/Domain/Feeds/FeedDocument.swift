/// The body of a response, with what is needed to read it.
public struct FeedDocument: Sendable {
    /// The bytes, decompressed.
    public let body: [UInt8]
    /// The address that it came from, after redirects; relative links are resolved against it.
    public let url: String
    /// The value of `Content-Type`, as sent.
    public let contentType: String?
    /// When it was complete; what has no time of its own is dated by it.
    public let receivedAt: Instant

    /// A body with where and when it came from.
    public init(_ body: [UInt8], url: String, contentType: String? = nil, receivedAt: Instant) {
        self.body = body
        self.url = url
        self.contentType = contentType
        self.receivedAt = receivedAt
    }
}
