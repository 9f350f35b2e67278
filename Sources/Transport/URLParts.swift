import CCurl

/// The parts of an http or https address that rate limits and safety need, as libcurl reads it.
public struct URLParts: Sendable, Equatable {
    /// The whole address, normalized.
    public let url: String
    /// `http` or `https`.
    public let scheme: String
    /// In lower case, without the brackets of IPv6.
    public let host: String
    /// The port; the scheme's own where none is written.
    public let port: Int

    /// Takes an address apart.
    ///
    /// - Parameter base: What a relative address is resolved against (RFC 3986, 5.2).
    /// - Returns: Nil for anything but an http or https address with a host.
    public init?(_ url: String, against base: String? = nil) {
        guard let parser = unsafe curl_url() else { return nil }
        // Alive until here; the texts that it gives are copied and freed by `part`.
        defer { unsafe curl_url_cleanup(parser) }
        if let base, unsafe curl_url_set(parser, CURLUPART_URL, base, 0) != CURLUE_OK { return nil }
        guard unsafe curl_url_set(parser, CURLUPART_URL, url, 0) == CURLUE_OK else { return nil }
        func part(_ part: CURLUPart, _ flags: Int32 = 0) -> String? {
            var text: UnsafeMutablePointer<CChar>?
            guard unsafe curl_url_get(parser, part, &text, UInt32(flags)) == CURLUE_OK, let text = unsafe text
            else { return nil }
            defer { unsafe curl_free(text) }
            return unsafe String(cString: text)
        }
        guard let whole = part(CURLUPART_URL), let scheme = part(CURLUPART_SCHEME)?.lowercased(),
            ["http", "https"].contains(scheme), let host = part(CURLUPART_HOST), !host.isEmpty,
            let port = part(CURLUPART_PORT, CURLU_DEFAULT_PORT).flatMap({ Int($0) })
        else { return nil }
        self.url = whole
        self.scheme = scheme
        self.host = host.lowercased().filter { $0 != "[" && $0 != "]" }
        self.port = port
    }

    /// Whether both are one scheme, host and port: an origin (RFC 6454).
    public func isSameServer(as other: URLParts?) -> Bool {
        scheme == other?.scheme && host == other?.host && port == other?.port
    }

    /// Who runs the server: the registered domain, or host and port of a private name or address.
    ///
    /// Rate limits belong to an owner, not to a host name: `a.example.com` and `b.example.com` have the same
    /// one.
    public var owner: String { registeredDomain ?? "\(host):\(port)" }

    /// The registered domain by the public suffix list; nil for a private name or an address.
    public var registeredDomain: String? {
        let labels = host.split(separator: ".")
        guard labels.count > 1, IPAddress(host) == nil else { return nil }
        guard let suffixes = PublicSuffixes.shared else { return Self.shortRule(labels) }
        return suffixes.registrableDomain(of: labels.joined(separator: ".")) ?? host
    }

    /// The part of the list that feeds need most: under a generic word and a two-letter country (`co.uk`,
    /// `com.au`) domains are registered at the third level.
    static func shortRule(_ labels: [Substring]) -> String {
        let generic: Set<Substring> = ["ac", "co", "com", "edu", "gob", "gov", "ne", "net", "or", "org"]
        let isThirdLevel =
            labels.count > 2 && labels[labels.count - 1].count == 2
            && generic.contains(labels[labels.count - 2])
        return labels.suffix(isThirdLevel ? 3 : 2).joined(separator: ".")
    }
}
