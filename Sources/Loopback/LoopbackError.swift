/// Why the server cannot start.
public struct LoopbackError: Error, CustomStringConvertible {
    /// One sentence for people, without a full stop.
    public let description: String
}
