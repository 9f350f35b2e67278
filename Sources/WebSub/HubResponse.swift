/// What to send back to a hub.
public struct HubResponse: Sendable, Equatable {
    /// The HTTP status.
    public let status: Int
    /// The challenge of a verified subscription, as plain text; otherwise empty.
    public let body: [UInt8]

    init(_ status: Int, body: [UInt8] = []) {
        self.status = status
        self.body = body
    }
}
