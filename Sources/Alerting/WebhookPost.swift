public import Domain
public import Transport

/// Posts a body to an address that the operator wrote down, and reads what the answer means.
public struct WebhookPost: Sendable {
    /// Bytes of an answer, of which a line is shown to the operator.
    private static let mostOfAnswer = 16 << 10
    /// Characters of an answer that are shown.
    private static let mostShown = 160

    let url: String
    private let client: HTTPClient
    private let userAgent: String
    let clock: any WallClock
    private let patience: Duration

    /// A way to post to an address.
    ///
    /// - Parameters:
    ///   - clock: Tells how far ahead a time is that the receiver asks to wait for.
    ///   - patience: For the whole exchange.
    public init(
        url: String, client: HTTPClient, userAgent: String, clock: any WallClock,
        patience: Duration = .seconds(20)
    ) {
        self.url = url
        self.client = client
        self.userAgent = userAgent
        self.clock = clock
        self.patience = patience
    }

    /// The same way to another address.
    func to(_ url: String) -> WebhookPost {
        WebhookPost(url: url, client: client, userAgent: userAgent, clock: clock, patience: patience)
    }

    /// Posts once.
    ///
    /// - Throws: `WebhookError` for any answer but success; `TransportError`.
    func send(_ body: [UInt8], headers: [(name: String, value: String)]) async throws {
        // Many a chat server is one's own, at a private address.
        var request = Request(url: url, headers: headers, userAgent: userAgent, addresses: .any)
        request.body = body
        request.limits.total = patience
        request.limits.body = Self.mostOfAnswer
        // The alert and its token go where the configuration says.
        request.limits.redirects = 0
        // Who answers 200 and then takes an hour over the rest has taken the alert.
        request.statusSuffices = true
        let reply = try await client.perform(request)
        guard !(200..<300).contains(reply.status) else { return }
        throw WebhookError(
            status: reply.status,
            retryAfter: reply.headers["retry-after"].flatMap {
                Duration(retryAfter: $0, now: clock.now())
            }, detail: detail(reply.body))
    }

    /// The answer's own words, unless they repeat the address, which may be a secret.
    private func detail(_ body: [UInt8]) -> String? {
        let text = String(decoding: body, as: UTF8.self).shown
        guard !text.isEmpty, let parts = URLParts(url) else { return nil }
        let path = parts.url.split(separator: "/", omittingEmptySubsequences: false).dropFirst(3)
        let secrets = path.filter { $0.count > 3 }
        guard !text.hasPrefix("<"), !secrets.contains(where: { text.contains($0) }) else { return nil }
        return text.cut { $0.count <= Self.mostShown }
    }
}

/// An answer other than success.
public struct WebhookError: DeliveryError, Equatable, CustomStringConvertible {
    /// The HTTP status.
    public let status: Int
    /// How long the receiver asks to be left alone.
    public let retryAfter: Duration?
    /// What the receiver says about it.
    public let detail: String?

    /// An answer with what it says.
    public init(status: Int, retryAfter: Duration? = nil, detail: String? = nil) {
        self.status = status
        self.retryAfter = retryAfter
        self.detail = detail
    }

    /// Client errors are for good, but for those that the same request may not meet again (RFC 9110, 15.5.9;
    /// RFC 8470, 5.2; RFC 6585, 4).
    public var remedy: DeliveryRemedy {
        switch status {
        case 408, 425: return .retry
        case 400..<429, 430..<500: return .giveUp
        case 429, 503: return retryAfter.map(DeliveryRemedy.wait) ?? .retry
        default: return .retry
        }
    }

    public var description: String {
        let said = detail.map { ": \($0)" } ?? ""
        return switch status {
        case 300..<400:
            "the server answered \(status), a redirect, which is not followed; configure the address that it leads to"
        case 401, 403: "the server answered \(status)\(said); check the address and the secret"
        case 404, 410: "the server answered \(status)\(said); check the address"
        case 413: "the server answered \(status)\(said); the alert is too large for it"
        default: "the server answered \(status)\(said)"
        }
    }
}
