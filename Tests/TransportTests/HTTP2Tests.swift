import Loopback
import Testing
import Transport

/// Servers that end an HTTP/2 connection while a request is on its way.
@Suite(.enabled(if: HTTP2Peer.isPossible, "needs openssl"), .timeLimit(.minutes(2)))
struct HTTP2Tests {
    /// What a request to such a server gives; another to another server must then succeed.
    private func perform(_ frames: [HTTP2Peer.Frame], body: [UInt8]? = nil) async throws -> Reply {
        let peer = try await HTTP2Peer(frames)
        let server = try LoopbackServer { _ in LoopbackResponse(200, body: [1]) }
        let client = HTTPClient(proxies: Proxies())
        defer {
            client.stop()
            server.stop()
        }
        var request = Request(url: "https://127.0.0.1:\(peer.port)/hook", userAgent: "x")
        request.certificateAuthority = peer.certificate
        request.body = body
        request.limits.total = .seconds(30)
        let result: Result<Reply, TransportError>
        do {
            result = .success(try await client.perform(request))
        } catch {
            result = .failure(error)
        }
        #expect(try await client.perform(Request(url: server.url("/well"), userAgent: "x")).body == [1])
        return try result.get()
    }

    @Test(arguments: [nil, Array("{}".utf8)], [UInt8(0), 11])
    func `A server that goes away before it answers is a failure`(body: [UInt8]?, error: UInt8) async throws {
        await #expect(throws: TransportError.self) {
            try await perform([.settings, .goAway(last: 0, error: error)], body: body)
        }
    }

    @Test(arguments: [nil, Array("{}".utf8)])
    func `A server that answers and goes away has answered`(body: [UInt8]?) async throws {
        let frames: [HTTP2Peer.Frame] = [.settings, .answer(isWhole: true), .goAway(last: 1, error: 0)]
        #expect(try await perform(frames, body: body).status == 200)
    }
}
