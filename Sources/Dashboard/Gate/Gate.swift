import Domain
import Serving

/// Decides who may ask: the names of this server, the visitor, and whether a form is our own.
///
/// Against DNS rebinding it checks `Host`; against forged forms (CSRF) `Origin`, `Sec-Fetch-Site`, a token in
/// each form, and cookies that browsers send with our own pages only (SameSite=Strict, RFC 6265bis).
struct Gate: Sendable {
    /// The name of the cookie.
    static let cookie = "bellwether"
    /// Letters of a visitor's name.
    static let longestName = 80

    let settings: DashboardSettings
    let sessions: Sessions
    let attempts = TokenAttempts()

    /// The host names that stand for this machine itself.
    private static let loopback: Set<String> = ["localhost", "127.0.0.1", "[::1]", "::1"]

    /// Refuses a request that came under a foreign name.
    ///
    /// - Throws: `Failure.misdirected`.
    func checkHost(_ request: WebRequest) throws(Failure) {
        let host = request.header("host").map(Self.hostName) ?? ""
        guard !Self.loopback.contains(host), !settings.hosts.contains(where: { $0.lowercased() == host })
        else { return }
        throw .misdirected(
            "This server is not called \(host.isEmpty ? "nothing at all" : "\"\(host)\""). Add the name to `dashboard.hosts` in the configuration if it should be."
        )
    }

    /// A `Host` without its port, in lower case; empty for what is none (RFC 9110, 7.2).
    static func hostName(_ header: String) -> String {
        let text = header.lowercased()
        let start = text.hasPrefix("[") ? text.firstIndex(of: "]") ?? text.endIndex : text.startIndex
        let colon = text[start...].firstIndex(of: ":")
        let port = colon.map { text[$0...].dropFirst() } ?? ""
        let name = text[..<(colon ?? text.endIndex)]
        guard port.utf8.allSatisfy({ (0x30...0x39).contains($0) }),
            !name.hasPrefix("[") || name.hasSuffix("]")
        else { return "" }
        return String(name)
    }

    /// Who asks, by the proxy's header, a session or a token.
    ///
    /// - Parameter remembers: Whether a browser without a session gets one; programs need none.
    /// - Throws: `Failure.tooMany` after too many wrong tokens.
    func visitor(_ request: WebRequest, remembers: Bool, at now: Instant) throws(Failure) -> Visitor {
        let session = sessions.session(request.cookie(Self.cookie), at: now)
        let new = session == nil && remembers ? sessions.begin(at: now) : nil
        let current = session ?? new
        var visitor = Visitor(
            name: current?.name, formToken: current?.formToken ?? "",
            mayRead: settings.token == nil || current?.hasToken == true, newSession: new?.id)
        if let header = settings.userHeader, let name = request.header(header).flatMap(Self.name) {
            visitor.name = name
            visitor.mayRead = true
            visitor.isVouchedFor = true
        } else if !visitor.mayRead, let bearer = Self.bearer(request) {
            visitor.mayRead = try isToken(bearer, from: request, at: now)
        }
        return visitor
    }

    /// A name as it may be stored; nil for none.
    static func name(_ text: String) -> String? { SaidText.line(text, longest: longestName) }

    private static func bearer(_ request: WebRequest) -> String? {
        guard let header = request.header("authorization"), header.lowercased().hasPrefix("bearer ") else {
            return nil
        }
        return String(header.dropFirst("bearer ".count))
    }

    /// Whether a text is the token; takes as long for one that is nearly right as for another.
    ///
    /// - Throws: `Failure.tooMany` after too many wrong ones.
    func isToken(_ text: String, from request: WebRequest, at now: Instant) throws(Failure) -> Bool {
        guard let token = settings.token else { return false }
        return try attempts.check(from: request.client ?? "", at: now) { Self.isEqual(text, token) }
    }

    static func isEqual(_ a: String, _ b: String) -> Bool {
        let (a, b) = (Array(a.utf8), Array(b.utf8))
        guard a.count == b.count else { return false }
        return zip(a, b).reduce(UInt8(0)) { $0 | ($1.0 ^ $1.1) } == 0
    }

    /// Refuses a form that another site sent, or that is no form of the visitor's pages.
    ///
    /// - Throws: `Failure.forbidden`.
    func checkForm(_ request: WebRequest, _ visitor: Visitor) throws(Failure) {
        if let site = request.header("sec-fetch-site"), site != "same-origin", site != "none" {
            throw .forbidden("The form came from another site.")
        }
        if let origin = request.header("origin"), !isOwn(origin, host: request.header("host") ?? "") {
            throw .forbidden("The form came from \(origin), which is not this server.")
        }
        guard let token = request.form.first(where: { $0.name == "token" })?.value,
            !token.isEmpty, Self.isEqual(token, visitor.formToken)
        else {
            throw .forbidden("The form is out of date. Go back, reload the page and send it again.")
        }
    }

    /// Whether an `Origin` is this server: the host that the request names, or one of the configured.
    private func isOwn(_ origin: String, host: String) -> Bool {
        guard let scheme = origin.firstRange(of: "://") else { return false }
        let authority = String(origin[scheme.upperBound...]).lowercased()
        // Behind a proxy the port of the address and that of `Host` may differ.
        return authority == host.lowercased()
            || settings.hosts.contains { $0.lowercased() == Self.hostName(authority) }
    }

    /// The header that gives a browser its session.
    func cookieHeader(_ session: String, isSecure: Bool) -> (name: String, value: String) {
        let path = settings.base.isEmpty ? "/" : settings.base
        return (
            "Set-Cookie",
            "\(Self.cookie)=\(session); Path=\(path); HttpOnly; SameSite=Strict\(isSecure ? "; Secure" : "")"
        )
    }
}
