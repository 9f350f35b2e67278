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
    /// - Throws: `MailError` when the server refuses for good; `TransportError`; `UnreadableAlert`.
    public func deliver(_ notice: Notice) async throws {
        // The operator wrote the server down, and many a mail server is one's own.
        var request = Request(url: server, userAgent: "", addresses: .any)
        request.envelope = envelope
        request.limits.total = .seconds(60)
        request.body = Array(try message(of: notice).utf8)
        do {
            _ = try await client.perform(request)
        } catch {
            throw MailError(error) ?? error
        }
    }

    /// Headers and text, with the line ends of RFC 5322.
    func message(of notice: Notice) throws -> String {
        let alert = try notice.alert
        let text = template?.text(of: alert) ?? AlertWords(alert).text(.plain)
        let root = "<\(alert.id)-0@bellwether>"
        var lines = [
            "Date: \(alert.at.dated(zone: "+0000"))", "From: \(envelope.from)",
            // A receiver a line: no line grows with their number.
            "To: \(envelope.to.joined(separator: ",\r\n "))",
            HeaderText("[bellwether] \(alert.title)").field("Subject"),
            "Message-ID: <\(alert.id)-\(alert.sequence)@bellwether>",
        ]
        if alert.sequence > 0 { lines += ["In-Reply-To: \(root)", "References: \(root)"] }
        lines += ["MIME-Version: 1.0", "Auto-Submitted: auto-generated"]
        lines += MailText("\(text)\n\nAlert \(alert.id), \(alert.stream.name)").lines
        return lines.joined(separator: "\r\n") + "\r\n"
    }
}

/// The text of a mail with the headers that say how it is written: plain where that is possible, otherwise in
/// Base64 (RFC 2045, 6.8).
struct MailText {
    let lines: [String]

    /// Characters of a line (RFC 5322, 2.1.1).
    private static let longestLine = 998

    init(_ text: String) {
        // Typography is no reason to make a mail unreadable for plain tools.
        let plain = text.replacing("•", with: "*").replacing("…", with: "...")
            .split(separator: "\n", omittingEmptySubsequences: false).map(String.init)
        if plain.allSatisfy({ $0.allSatisfy(\.isASCII) && $0.count <= Self.longestLine }) {
            lines =
                ["Content-Type: text/plain; charset=us-ascii", "Content-Transfer-Encoding: 7bit", ""] + plain
        } else {
            let encoded = Array(Data("\(text)\n".utf8).base64EncodedString())
            lines =
                ["Content-Type: text/plain; charset=utf-8", "Content-Transfer-Encoding: base64", ""]
                + stride(from: 0, to: encoded.count, by: 76).map {
                    String(encoded[$0..<min($0 + 76, encoded.count)])
                }
        }
    }
}

/// A mail that its server will never take.
public struct MailError: DeliveryError, Equatable, CustomStringConvertible {
    /// One sentence, as libcurl says it.
    public let description: String

    /// Nil for what may pass.
    init?(_ error: any Error) {
        // libcurl says which command failed and ends with the server's code: `RCPT failed: 550`. Codes from
        // 500 on are for good (RFC 5321, 4.2.1).
        guard case TransportError.failed(let words)? = error as? TransportError,
            words.contains("failed: 5"), let code = words.split(separator: " ").last,
            code.count == 3, code.allSatisfy(\.isNumber)
        else { return nil }
        description = "the mail server refused the mail: \(words)"
    }

    /// The server said so.
    public var remedy: DeliveryRemedy { .giveUp }
}
