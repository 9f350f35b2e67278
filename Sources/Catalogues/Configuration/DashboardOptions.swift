/// Where the pages are served, and to whom.
public struct DashboardOptions: Sendable, Equatable {
    /// A port of 127.0.0.1; nil where only a socket is served.
    public private(set) var port: Int?
    /// The path of a Unix socket, in the place of a port.
    public private(set) var socket: String?
    /// Names by which browsers reach the pages besides those of loopback.
    public private(set) var hosts: [String] = []
    private var tokenSecret: Secret?
    /// The header in which a proxy names the visitor, in lower case; nil to believe none.
    public private(set) var userHeader: String?
    private var path: String?

    /// The path before every address, without a slash at its end; or empty.
    public var base: String { path ?? "" }

    /// What visitors must present before they see anything; nil for nothing.
    public var token: String? { tokenSecret?.value }
    /// The name of the token that is wanted and not there; nil where all is well.
    public var missingToken: String? { tokenSecret.flatMap { $0.value == nil ? $0.name : nil } }
}

extension DashboardOptions: Section {
    static let blank = DashboardOptions()

    static let keys: [Key<DashboardOptions>] = [
        optional("port", \.port, .whole(1...65535), "The port of 127.0.0.1 at which the pages are served."),
        optional("socket", \.socket, .path, "The path of a Unix socket, in the place of a port."),
        key(
            "hosts", \.hosts, .list(of: .text),
            "Host names, without ports, by which browsers reach the pages through a proxy."),
        optional(
            "token", \.tokenSecret, .secret,
            "The secret that visitors must present; without it, whoever reaches the port may read."),
        optional(
            "user_header", \.userHeader, .text("the name of a header", where: isHeader),
            "The header in which a proxy says who the visitor is, such as X-Forwarded-User."),
        optional(
            "base", \.path, .text("a path that begins with a slash", where: isBase),
            "The path under which a proxy serves the pages, such as /bellwether."),
    ]

    mutating func complete(_ mapping: Mapping, _ findings: inout Findings) {
        if port == nil, socket == nil {
            mapping.refuse("port", "is missing; the pages need a port or a socket", &findings)
        }
        if port != nil, socket != nil {
            mapping.refuse("socket", "the pages have a port already; leave one of the two out", &findings)
        }
        userHeader = userHeader?.lowercased()
        while path?.hasSuffix("/") == true { path?.removeLast() }
        if path == "" { path = nil }
    }

    private static func isHeader(_ text: String) -> Bool {
        !text.isEmpty
            && text.utf8.allSatisfy { byte in
                (0x30...0x39).contains(byte) || (0x41...0x5A).contains(byte) || (0x61...0x7A).contains(byte)
                    || byte == 0x2D || byte == 0x5F
            }
    }

    private static func isBase(_ text: String) -> Bool {
        text.hasPrefix("/")
            && text.utf8.allSatisfy { $0 > 0x20 && $0 < 0x7F && $0 != 0x3F && $0 != 0x23 }
    }
}
