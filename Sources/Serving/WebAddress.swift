/// Where a server listens.
public enum WebAddress: Sendable, Equatable, CustomStringConvertible {
    /// A port of a host name or an address; port 0 for a free one.
    case port(Int, host: String = "127.0.0.1")
    /// A Unix socket, by its path.
    case socket(String)

    /// As a message shows it: `127.0.0.1:8377` or the path.
    public var description: String {
        switch self {
        case .port(let port, let host): host.contains(":") ? "[\(host)]:\(port)" : "\(host):\(port)"
        case .socket(let path): path
        }
    }
}
