public import Domain
import FoundationEssentials
public import Transport

/// Mails alerts through an SMTP server.
///
/// The mails of one alert have one thread: the first is its root (RFC 5322, 3.6.4).
public struct MailSink: Sink {
    /// The name in the configuration and the outbox.
    public let id: String
    /// A receiver may be gone for good: its notices die after a day.
    public let givesUp = true
    private let server: String
    private let envelope: Request.Envelope
    private let template: AlertTemplate?
    private let client: HTTPClient

    /// - Parameter template: The text of a mail; nil for the explanation and the headlines.
    public init(
        id: String, server: String, envelope: Request.Envelope, template: AlertTemplate? = nil,
        client: HTTPClient
    ) {
        self.id = id
        self.server = server
        self.envelope = envelope
        self.template = template
        self.client = client
    }

    /// Sends one mail.
    ///
    /// - Throws: `TransportError`; `UnreadableAlert`.
    public func deliver(_ notice: Notice) async throws {
        // The operator wrote the server down, and many a mail server is one's own.
        var request = Request(url: server, userAgent: "", addresses: .any)
        request.envelope = envelope
        request.limits.total = .seconds(60)
        request.body = Array(try message(of: notice).utf8)
        _ = try await client.perform(request)
    }

    /// Headers and text, with the line ends of RFC 5322; other than ASCII in Base64 (RFC 2045, 6.8, and
    /// 2047).
    func message(of notice: Notice) throws -> String {
        let alert = try notice.alert
        let root = "<\(alert.id)-0@bellwether>"
        var lines = [
            "Date: \(alert.at.dated(zone: "+0000"))", "From: \(envelope.from)",
            "To: \(envelope.to.joined(separator: ", "))",
            "Subject: =?utf-8?B?\(Data("[bellwether] \(alert.headline)".utf8.prefix(45)).base64EncodedString())?=",
            "Message-ID: <\(alert.id)-\(alert.sequence)@bellwether>",
        ]
        if alert.sequence > 0 { lines += ["In-Reply-To: \(root)", "References: \(root)"] }
        lines += [
            "MIME-Version: 1.0", "Content-Type: text/plain; charset=utf-8",
            "Content-Transfer-Encoding: base64",
            "Auto-Submitted: auto-generated", "",
        ]
        let text = Array(
            Data(
                "\(template?.text(of: alert) ?? alert.message)\n\nAlert \(alert.id), \(alert.stream.name)\n"
                    .utf8
            )
            .base64EncodedString())
        lines += stride(from: 0, to: text.count, by: 76).map { String(text[$0..<min($0 + 76, text.count)]) }
        return lines.joined(separator: "\r\n") + "\r\n"
    }
}
