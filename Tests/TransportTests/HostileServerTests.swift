import Loopback
import TestSupport
import Testing
import Transport

/// Servers that break off, flood or lie cost their request, and the client goes on.
@Suite struct HostileServerTests {
    /// Sends a request that must fail, and then one that must not, with the same client.
    private func failure(_ response: LoopbackResponse) async throws -> TransportError? {
        let server = try LoopbackServer { request in
            request.target == "/well" ? LoopbackResponse(200, body: [1]) : response
        }
        let client = HTTPClient(proxies: Proxies())
        defer {
            client.stop()
            server.stop()
        }
        var request = Request(url: server.url("/hostile"), userAgent: "x")
        request.limits.body = 1 << 20
        request.limits.total = .seconds(5)
        var failure: TransportError?
        do {
            _ = try await client.perform(request)
        } catch {
            failure = error
        }
        #expect(try await client.perform(Request(url: server.url("/well"), userAgent: "x")).body == [1])
        return failure
    }

    @Test func `A small body that unpacks to a huge one is given up`() async throws {
        let bomb = LoopbackResponse(
            200, headers: [("Content-Encoding", "deflate")], body: Self.zeros(8 << 20))
        #expect(bomb.body.count < 100_000)
        #expect(try await failure(bomb) == .bodyTooLarge(limit: 1 << 20))
    }

    @Test func `A body that breaks off in a chunk, or is not packed as it says, is an error`() async throws {
        let chunked = LoopbackResponse(
            200, headers: [("Transfer-Encoding", "chunked"), ("Content-Length", "9")],
            body: Array("ff\r\nhello".utf8))
        #expect(try await failure(chunked) != nil)
        let garbled = LoopbackResponse(
            200, headers: [("Content-Encoding", "gzip")], body: Array("<rss>".utf8))
        #expect(try await failure(garbled) != nil)
    }

    @Test func `Interim responses without end are given up`() async throws {
        let flood = [UInt8]((0..<20_000).flatMap { _ in Array("HTTP/1.1 103 Early Hints\r\n\r\n".utf8) })
        let response = LoopbackResponse(103, headers: [("Content-Length", "0")], body: flood)
        #expect(try await failure(response) == .headersTooLarge(limit: 64 << 10))
    }

    @Test(arguments: [
        // A minute for the whole, but a second at least at a hundred bytes a second.
        (total: Duration.seconds(60), slowFor: Duration.seconds(1)),
        // Never slower than it may be, but half a second for the whole.
        (total: .milliseconds(500), slowFor: .seconds(60)),
    ])
    func `A body that drips without end is given up`(total: Duration, slowFor: Duration) async throws {
        let server = try ScriptedServer { connection in
            connection.receiveHead()
            connection.send("HTTP/1.1 200 OK\r\nContent-Type: application/rss+xml\r\n\r\n")
            connection.drip(".", every: .milliseconds(100))
        }
        let client = HTTPClient(proxies: Proxies())
        defer { client.stop() }
        var request = Request(url: "http://127.0.0.1:\(server.port)/", userAgent: "x")
        request.limits.total = total
        request.limits.minimumSpeedFor = slowFor
        let failure = await #expect(throws: TransportError.self) { try await client.perform(request) }
        guard case .timedOut = failure else {
            Issue.record("\(String(describing: failure))")
            return
        }
    }

    @Test func `A header that drips without end is given up`() async throws {
        let server = try ScriptedServer { connection in
            connection.receiveHead()
            connection.send("HTTP/1.1 200 OK\r\nX-Slow: ")
            connection.drip(".", every: .milliseconds(50))
        }
        let client = HTTPClient(proxies: Proxies())
        defer { client.stop() }
        var request = Request(url: "http://127.0.0.1:\(server.port)/", userAgent: "x")
        request.limits.total = .milliseconds(500)
        let failure = await #expect(throws: TransportError.self) { try await client.perform(request) }
        guard case .timedOut = failure else {
            Issue.record("\(String(describing: failure))")
            return
        }
    }

    @Test func `A header line without end is given up`() async throws {
        let long = String(repeating: "h", count: 4 << 20)
        #expect(try await failure(LoopbackResponse(200, headers: [("X-Long", long)])) != nil)
    }

    /// So many zeros, packed: the last byte 258 times more, over and over (RFC 1951, 3.2.6), as zlib.
    private static func zeros(_ count: Int) -> [UInt8] {
        var bytes: [UInt8] = [0x78, 0x9C]
        var (bits, held) = (UInt32(0), UInt32(0))
        func add(_ value: UInt32, _ length: UInt32) {
            bits |= value << held
            held += length
            while held >= 8 {
                bytes.append(UInt8(truncatingIfNeeded: bits))
                bits >>= 8
                held -= 8
            }
        }
        // The only block, in fixed codes; then the literal 0, 00110000, whose bits come highest first.
        add(0b011, 3)
        add(0b0000_1100, 8)
        // Length 258 is symbol 285, 11000101; distance 1 is 00000.
        for _ in 0..<(count / 258) { add(0b1010_0011, 13) }
        add(0, 7)
        add(0, 7)
        return bytes
    }
}
