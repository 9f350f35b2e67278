/// What a server takes from its clients, and for how long it waits for them.
public struct WebServerLimits: Sendable, Equatable {
    /// Bytes of a body that are read unless more are asked for: what forms send is far smaller.
    public static let usualBody = 64 << 10

    /// Bytes that the body of a request may have.
    public var body: Int
    /// Connections at a time: more than a desk has, and few enough for the descriptors of a process.
    ///
    /// Each one beyond takes the place of the one that has kept the server waiting for longest.
    public var connections = 256
    /// From the opening of a connection to the end of its first request.
    public var request: Duration = .seconds(20)
    /// From the end of a response to the end of the next request.
    public var idle: Duration = .seconds(60)
    /// From the end of a request until its response is sent, or until more of a stream can be.
    public var response: Duration = .seconds(60)

    /// The usual limits.
    public init(body: Int = usualBody) { self.body = body }
}
