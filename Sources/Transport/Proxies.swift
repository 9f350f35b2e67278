import Glibc

// The proxies of the operator's environment, by the rules of curl: `http_proxy` counts only in small letters,
// because CGI puts a request's `Proxy` header into `HTTP_PROXY`.

/// Which proxy reaches which address.
public struct Proxies: Sendable, Equatable {
    /// For http and https; nil for a direct connection.
    public var http: String?
    /// For https.
    public var https: String?
    /// Hosts that are reached without one: names with all names below them, addresses, networks
    /// (`10.0.0.0/8`), or `*` for all.
    public var exceptions: [String] = []

    /// Direct connections to everything.
    public init() {}

    /// The proxies that an environment names.
    init(_ variable: (String) -> String?) {
        let all = variable("all_proxy") ?? variable("ALL_PROXY")
        http = variable("http_proxy") ?? all
        https = variable("https_proxy") ?? variable("HTTPS_PROXY") ?? all
        let list = variable("no_proxy") ?? variable("NO_PROXY") ?? ""
        exceptions = list.split { $0 == "," || $0.isWhitespace }.map { $0.lowercased() }
    }

    /// The proxies that the environment of the process names.
    public static func ofEnvironment() -> Proxies {
        Proxies { name in
            // The text is copied before anybody could change the environment; nothing here does.
            let text = unsafe getenv(name).map { unsafe String(cString: $0) } ?? ""
            return text.isEmpty ? nil : text
        }
    }

    var isEmpty: Bool { http == nil && https == nil }

    /// The proxy through which an address is reached; nil for a direct connection.
    func proxy(for address: URLParts) -> String? {
        guard !exceptions.contains(where: { Self.matches($0, address.host) }) else { return nil }
        return address.scheme == "https" ? https : http
    }

    private static func matches(_ exception: String, _ host: String) -> Bool {
        if exception == "*" { return true }
        if let address = IPAddress(host) {
            let sides = exception.split(separator: "/")
            guard let network = sides.first.flatMap({ IPAddress(String($0)) }) else { return false }
            let bits = sides.count == 2 ? Int(sides[1]) : network.bytes.count * 8
            return bits.map { address.isInNetwork(network, bits: $0) } ?? false
        }
        let name = exception.drop { $0 == "*" || $0 == "." }
        return host == name || host.hasSuffix(".\(name)")
    }
}

extension IPAddress {
    /// Whether the first bits are those of a network.
    fileprivate func isInNetwork(_ network: IPAddress, bits: Int) -> Bool {
        guard bytes.count == network.bytes.count, (0...bytes.count * 8).contains(bits) else { return false }
        return zip(bytes, network.bytes).enumerated().allSatisfy { index, pair in
            let rest = min(max(bits - index * 8, 0), 8)
            return (pair.0 ^ pair.1) >> UInt8(8 - rest) == 0
        }
    }
}
