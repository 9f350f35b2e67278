/// A request as the server read it.
public struct LoopbackRequest: Sendable {
    /// `GET`, `POST` and so on.
    public let method: String
    /// Path and query.
    public let target: String
    /// By lower-case name; of a repeated header the last value.
    public let headers: [String: String]
    /// As many bytes as Content-Length says.
    public let body: [UInt8]
}
