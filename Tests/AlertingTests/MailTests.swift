import Domain
import FoundationEssentials
import Synchronization
import TestSupport
import Testing
import Transport

@testable import Alerting

@Suite struct MailTests {
    private func notice(
        _ title: String = "Société Acme \"sinks\"", name: String? = "Société Acme", _ sequence: Int = 0,
        _ state: Alert.State = .firing
    ) throws -> Notice {
        var alert = Alert.sample(
            severity: .critical, headlines: [.init(title: title, link: nil, score: -0.9, words: ["sinks"])],
            explanation: "Five, not one.")
        alert.name = name
        let notice = alert.notice(sequence, state)
        return Notice(alertID: "a1", sequence: sequence, body: try jsonLine(AlertRecord(notice)))
    }

    private func sink(
        to: [String] = ["a@y.example"], port: Int = 1, needsTLS: Bool = false,
        client: HTTPClient = HTTPClient()
    ) -> MailSink {
        MailSink(
            id: "m", server: "smtp://127.0.0.1:\(port)",
            envelope: Request.Envelope(from: "b@x.example", to: to, needsTLS: needsTLS), client: client)
    }

    /// The value of a header field, unfolded, and decoded if it is encoded.
    private func subject(of mail: String) throws -> String {
        let lines = mail.components(separatedBy: "\r\n")
        let start = try #require(lines.firstIndex { $0.hasPrefix("Subject:") })
        let end = lines[(start + 1)...].firstIndex { !$0.hasPrefix(" ") } ?? lines.endIndex
        #expect(lines[start..<end].allSatisfy { $0.utf8.count <= 78 })
        let words = lines[start..<end].joined().dropFirst("Subject:".count).split(separator: " ")
        guard words.allSatisfy({ $0.hasPrefix("=?utf-8?B?") && $0.hasSuffix("?=") }) else {
            return words.joined(separator: " ")
        }
        return try words.map { word in
            #expect(word.count <= 75)
            let bytes = try #require(Data(base64Encoded: String(word.dropFirst(10).dropLast(2))))
            return try #require(String(bytes: bytes, encoding: .utf8), "a word is whole by itself")
        }.joined()
    }

    @Test func `A mail is spoken as SMTP wants it, and the end of an alert answers its beginning`()
        async throws
    {
        let server = try MailServer()
        let client = HTTPClient()
        defer { client.stop() }
        try await sink(to: ["a@y.example", "c@z.example"], port: server.port, client: client).deliver(
            try notice("Société Acme \"sinks\"", 1, .resolved))
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

    @Test(arguments: [
        ("Acme", "[bellwether] Critical: negative news about Acme (ACME)"),
        ("Société Générale", "[bellwether] Critical: negative news about Société Générale (ACME)"),
        ("=?utf-8?B?eA==?=", "[bellwether] Critical: negative news about =?utf-8?B?eA==?= (ACME)"),
        ("A\r\nBcc: x@y.example", "[bellwether] Critical: negative news about A Bcc: x@y.example (ACME)"),
    ])
    func `A subject is whole, and plain where it is ASCII`(name: String, subject: String) throws {
        let mail = try sink().message(of: try notice(name: name))
        #expect(try self.subject(of: mail) == subject)
        #expect(mail.contains("=?utf-8?") == (name.contains("é") || name.contains("=?")))
        #expect(!mail.contains("\nBcc"))
    }

    @Test(arguments: ["Very Long Name of a Company ", "株式会社三菱", "👩‍👩‍👧‍👦", "नमस्ते "])
    func `A long subject is folded between words or code points, and loses nothing`(name: String) throws {
        let long = String(repeating: name, count: 9).shown
        let mail = try sink().message(of: try notice(name: long))
        #expect(
            try subject(of: mail) == "[bellwether] Critical: negative news about \(long) (ACME)")
    }

    @Test func `A text in ASCII stays plain, line for line`() throws {
        let mail = try sink().message(of: try notice("Acme sinks", name: "Acme"))
        #expect(mail.allSatisfy { $0.isASCII })
        #expect(mail.contains("Content-Transfer-Encoding: 7bit\r\n"))
        #expect(
            mail.hasSuffix(
                "\r\n\r\nFive, not one. The alert resolves after two calm hours, once the past day is no longer unusual.\r\n* Acme sinks\r\nand 4 more\r\n\r\nAlert a1, entity:ACME\r\n"
            ))
        #expect(mail.allSatisfy { $0 != "\n" && $0 != "\r" }, "line ends come in pairs")
    }

    @Test func `A line too long for a mail is encoded, and no receiver makes one`() throws {
        let receivers = (0..<100).map { "receiver\($0)@a-long-name.example" }
        let mail = try sink(to: receivers).message(
            of: try notice(String(repeating: "word ", count: 400), name: "Acme"))
        #expect(mail.components(separatedBy: "\r\n").allSatisfy { $0.utf8.count <= 998 })
        #expect(mail.contains("receiver99@"))
    }

    @Test func `A server without encryption gets nothing unless that is allowed`() async throws {
        let server = try MailServer()
        let client = HTTPClient()
        defer { client.stop() }
        await #expect(throws: TransportError.self) {
            try await sink(port: server.port, needsTLS: true, client: client).deliver(try notice())
        }
        #expect(!server.said().contains { $0.hasPrefix("MAIL") })
    }

    @Test(arguments: [
        ("RCPT", "550 nobody here", true), ("RCPT", "450 later", false), ("MAIL", "552 too big", true),
    ])
    func `A mail that its server refuses for good is given up`(
        command: String, answer: String, isForGood: Bool
    ) async throws {
        let server = try MailServer(answers: [command: answer])
        let client = HTTPClient()
        defer { client.stop() }
        do {
            try await sink(port: server.port, client: client).deliver(try notice())
            Issue.record("it was taken")
        } catch {
            #expect(((error as? any DeliveryError)?.remedy == .giveUp) == isForGood, "\(error)")
        }
    }
}

/// An SMTP server that keeps what it was told, a line each.
private final class MailServer: Sendable {
    private let lines: Lines
    private let server: ScriptedServer

    var port: Int { server.port }

    private final class Lines: Sendable {
        let said = Mutex<[String]>([])
    }

    /// - Parameter answers: What it answers to commands, in place of its consent.
    init(answers: [String: String] = [:]) throws {
        let lines = Lines()
        self.lines = lines
        server = try ScriptedServer { Self.talk($0, lines, answers) }
    }

    func said() -> [String] { lines.said.withLock { $0 } }

    private static func talk(
        _ connection: ScriptedServer.Connection, _ lines: Lines, _ answers: [String: String]
    ) {
        connection.send("220 test\r\n")
        var isMessage = false
        var received: [UInt8] = []
        while let piece = connection.receive() {
            received += piece
            while let end = received.firstIndex(of: UInt8(ascii: "\n")) {
                let line = String(
                    decoding: received[..<end].filter { $0 != UInt8(ascii: "\r") }, as: UTF8.self)
                received = Array(received[(end + 1)...])
                lines.said.withLock { $0.append(line) }
                if isMessage {
                    guard line == "." else { continue }
                    isMessage = false
                    connection.send("250 taken\r\n")
                } else if let answer = answers.first(where: { line.hasPrefix($0.key) })?.value {
                    connection.send("\(answer)\r\n")
                } else if line == "DATA" {
                    isMessage = true
                    connection.send("354 go on\r\n")
                } else if line == "QUIT" {
                    connection.send("221 bye\r\n")
                    return
                } else {
                    connection.send("250 fine\r\n")
                }
            }
        }
    }
}
