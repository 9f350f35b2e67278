import Domain

/// A request as the server read it.
public struct WebRequest: Sendable {
    /// `GET`, `POST` and so on.
    public let method: String
    /// The segments of the path, without percent encoding; an empty one at the end for a final slash.
    public let path: [String]
    /// The path and the query as the client wrote them.
    public let target: String
    /// The parameters of the query, decoded, in their order.
    public let query: [(name: String, value: String)]
    /// By lower-case name, in their order.
    public let headers: [(name: String, value: String)]
    /// The body; empty where there is none.
    public let body: [UInt8]
    /// The IP address that the request came from, which is the proxy's where there is one; nil for a socket.
    public let client: String?

    /// A request.
    ///
    /// - Parameters:
    ///   - target: The path and the query, percent-encoded (RFC 3986).
    ///   - client: The IP address that it came from.
    public init(
        _ method: String, _ target: String, headers: [(name: String, value: String)] = [],
        body: [UInt8] = [],
        from client: String? = nil
    ) {
        self.method = method
        self.target = target
        let parts = target.split(separator: "?", maxSplits: 1, omittingEmptySubsequences: false)
        path = (parts.first ?? "").split(separator: "/", omittingEmptySubsequences: false).dropFirst().map {
            percentDecoded($0, plusIsSpace: false)
        }
        query = parts.count > 1 ? queryParameters(parts[1]) : []
        self.headers = headers.map { ($0.name.lowercased(), $0.value) }
        self.body = body
        self.client = client
    }

    /// The first value of a header, by its lower-case name.
    public func header(_ name: String) -> String? { headers.first { $0.name == name }?.value }

    /// The first value of a parameter of the query.
    public func parameter(_ name: String) -> String? { query.first { $0.name == name }?.value }

    /// The value of a cookie (RFC 6265).
    public func cookie(_ name: String) -> String? {
        for header in headers where header.name == "cookie" {
            for pair in header.value.split(separator: ";") {
                let parts = pair.split(separator: "=", maxSplits: 1, omittingEmptySubsequences: false)
                guard parts.count == 2, parts[0].drop(while: { $0 == " " }) == name else { continue }
                return String(parts[1])
            }
        }
        return nil
    }

    /// The fields of a form that was sent as `application/x-www-form-urlencoded`; empty for other bodies.
    public var form: [(name: String, value: String)] {
        let type = header("content-type")?.split(separator: ";").first?.lowercased()
        guard type == "application/x-www-form-urlencoded" else { return [] }
        return queryParameters(String(decoding: body, as: UTF8.self))
    }
}
