import Dispatch
import Domain
import FoundationEssentials
import Glibc
import Synchronization
import TestSupport
import Testing
import Transport

@testable import Alerting

@Suite struct SinkTests {
    let folder: TemporaryFolder

    init() throws { folder = try TemporaryFolder() }

    private func notice(_ sequence: Int = 0, _ state: Alert.State = .firing) throws -> Notice {
        let alert = Alert.sample(
            severity: .critical,
            headlines: [.init(title: "Société Acme \"sinks\"", link: nil, score: -0.9, words: ["sinks"])],
            explanation: "Five,\nnot one."
        ).notice(sequence, state)
        return Notice(alertID: "a1", sequence: sequence, body: try jsonLine(AlertRecord(alert)))
    }

    // MARK: Journal

    @Test func `The journal gets an alert in fields, a line each`() throws {
        let journal = try DatagramReceiver(path: "\(folder.path)/journal")
        let notice = try notice()
        try JournalSink(id: "j", socket: journal.path).deliver(notice)
        let lines = journal.received().joined().split(separator: "\n").map(String.init)
        #expect(lines.contains("BELLWETHER_STREAM=entity:ACME"))
        #expect(lines.contains("PRIORITY=2"))
        #expect(lines.contains("MESSAGE=Critical: negative news about entity:ACME: Five, not one."))
        #expect(lines.contains("BELLWETHER_JSON=\(notice.body)"))
        #expect(lines.allSatisfy { $0.contains("=") })
        #expect(throws: DatagramError.self) {
            try JournalSink(id: "j", socket: "\(folder.path)/none").deliver(notice)
        }
    }

    // MARK: Mail

    @Test func `A mail is spoken as SMTP wants it, and the end of an alert answers its beginning`()
        async throws
    {
        let server = try MailServer()
        let client = HTTPClient()
        defer { client.stop() }
        let sink = MailSink(
            id: "m", server: "smtp://127.0.0.1:\(server.port)",
            envelope: Request.Envelope(
                from: "b@x.example", to: ["a@y.example", "c@z.example"], needsTLS: false),
            client: client)
        try await sink.deliver(try notice(1, .resolved))
        let said = server.said()
        #expect(said.contains("MAIL FROM:<b@x.example>"))
        #expect(said.contains("RCPT TO:<a@y.example>"))
        #expect(said.contains("RCPT TO:<c@z.example>"))
        #expect(said.contains("Message-ID: <a1-1@bellwether>"))
        #expect(said.contains("References: <a1-0@bellwether>"))
        #expect(said.contains("Date: Mon, 23 Nov 2026 09:30:00 +0000"))
        let start = try #require(said.firstIndex(of: ""))
        let body = said[said.index(after: start)...].prefix { $0 != "." }.joined()
        let text = String(decoding: try #require(Data(base64Encoded: body)), as: UTF8.self)
        #expect(text.contains("• Société Acme \"sinks\""))
        #expect(said.allSatisfy { $0.utf8.count <= 998 && $0.allSatisfy(\.isASCII) })
    }

    @Test func `A server without encryption gets nothing unless that is allowed`() async throws {
        let server = try MailServer()
        let client = HTTPClient()
        defer { client.stop() }
        let sink = MailSink(
            id: "m", server: "smtp://127.0.0.1:\(server.port)",
            envelope: Request.Envelope(from: "b@x.example", to: ["a@y.example"]), client: client)
        await #expect(throws: TransportError.self) { try await sink.deliver(try notice()) }
        #expect(!server.said().contains { $0.hasPrefix("MAIL") })
    }
}

/// An SMTP server that takes one mail, and keeps what it was told, a line each.
private final class MailServer: Sendable {
    let port: Int
    private let lines = Mutex<[String]>([])

    init() throws {
        let listener = socket(AF_INET, Int32(SOCK_STREAM.rawValue), 0)
        var address = sockaddr_in()
        address.sin_family = sa_family_t(AF_INET)
        address.sin_addr.s_addr = in_addr_t(INADDR_LOOPBACK).bigEndian
        var length = socklen_t(MemoryLayout<sockaddr_in>.size)
        // `address` and `length` are live locals, as long as `length` says.
        let isBound = unsafe withUnsafeMutablePointer(to: &address) { pointer in
            unsafe pointer.withMemoryRebound(to: sockaddr.self, capacity: 1) {
                unsafe bind(listener, $0, length) == 0 && listen(listener, 1) == 0
                    && getsockname(listener, $0, &length) == 0
            }
        }
        try #require(isBound)
        port = Int(UInt16(bigEndian: address.sin_port))
        DispatchQueue.global().async { [self] in
            let connection = accept(listener, nil, nil)
            talk(connection)
            close(connection)
            close(listener)
        }
    }

    func said() -> [String] { lines.withLock { $0 } }

    private func talk(_ connection: Int32) {
        func say(_ text: String) {
            let bytes = Array("\(text)\r\n".utf8)
            // The bytes are alive for the call, and the count is their own.
            unsafe bytes.withUnsafeBytes {
                _ = unsafe send(connection, $0.baseAddress, $0.count, Int32(MSG_NOSIGNAL))
            }
        }
        say("220 test")
        var isMessage = false
        var received: [UInt8] = []
        while true {
            var piece = [UInt8](repeating: 0, count: 4096)
            let count = unsafe piece.withUnsafeMutableBytes {
                unsafe recv(connection, $0.baseAddress, $0.count, 0)
            }
            guard count > 0 else { return }
            received += piece.prefix(count)
            while let end = received.firstIndex(of: UInt8(ascii: "\n")) {
                let line = String(
                    decoding: received[..<end].filter { $0 != UInt8(ascii: "\r") }, as: UTF8.self)
                received = Array(received[(end + 1)...])
                lines.withLock { $0.append(line) }
                if isMessage {
                    if line == "." {
                        isMessage = false
                        say("250 taken")
                    }
                } else if line == "DATA" {
                    isMessage = true
                    say("354 go on")
                } else if line == "QUIT" {
                    say("221 bye")
                    return
                } else {
                    say("250 fine")
                }
            }
        }
    }
}
