/// Why a server cannot start.
public enum WebServerError: Error, Equatable, CustomStringConvertible {
    /// The address cannot be listened on.
    case cannotListen(address: String, reason: String)

    /// One sentence for people, without a full stop.
    public var description: String {
        switch self {
        case .cannotListen(let address, let reason):
            "cannot listen on \(address): \(reason). Choose another port, or stop the program that uses it"
        }
    }
}
