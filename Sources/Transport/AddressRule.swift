/// Which addresses a request may connect to, directly, by redirects and by whatever DNS returns.
///
/// Checked on the socket's own address when it connects, so that a name that resolves differently the second
/// time does not help (DNS rebinding). Behind an HTTP proxy it is the proxy that connects; the rule sees only
/// the proxy.
public enum AddressRule: Sendable, Equatable {
    /// Only addresses of the public Internet.
    case `public`
    /// Those, and this one, with `::1` and all of 127.0.0.0/8 for a loopback address.
    case publicAnd(IPAddress)
    /// Every address.
    case any

    /// The rule for an address that a person wrote: a private address in numbers, or `localhost`, is
    /// intended.
    public static func asNamed(in url: String) -> AddressRule {
        guard let host = URLParts(url)?.host else { return .public }
        if host == "localhost" || host.hasSuffix(".localhost") { return .publicAnd(.loopback) }
        guard let address = IPAddress(host), !address.isPublic else { return .public }
        return .publicAnd(address)
    }

    func allows(_ address: IPAddress) -> Bool {
        switch self {
        case .any: true
        case .public: address.isPublic
        case .publicAnd(let other):
            address.isPublic || address == other || (other.isLoopback && address.isLoopback)
        }
    }
}
