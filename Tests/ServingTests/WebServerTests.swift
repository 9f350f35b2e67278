import Glibc
import Logging
import Serving
import ServiceLifecycle
import Synchronization
import TestSupport
import Testing
import Transport

@Suite struct WebServerTests {
    /// Runs a server while `work` asks it.
    private func serve(
        bodyLimit: Int = WebServer.usualBody,
        _ respond: @escaping @Sendable (WebRequest) async -> WebResponse,
        _ work: @Sendable (_ url: String) async throws -> Void
    ) async throws {
        let (ports, port) = AsyncStream<Int>.makeStream()
        let server = WebServer(
            .port(0), serving: "test", bodyLimit: bodyLimit, logger: Logger(label: "test"),
            isListening: { port.yield($0 ?? 0) }, respond: respond)
        let group = ServiceGroup(services: [server], logger: Logger(label: "test"))
        try await withThrowingTaskGroup { tasks in
            tasks.addTask { try await group.run() }
            var iterator = ports.makeAsyncIterator()
            let port = try #require(await iterator.next())
            try await work("http://127.0.0.1:\(port)")
            await group.triggerGracefulShutdown()
            try await tasks.waitForAll()
        }
    }

    private func request(_ url: String, headers: [(name: String, value: String)] = []) -> Request {
        Request(url: url, headers: headers, userAgent: "test", addresses: nil)
    }

    @Test func `A request is answered with what the function says`() async throws {
        try await serve { request in
            WebResponse(
                201, type: "text/plain", "\(request.method) \(request.path) \(request.parameter("q") ?? "")",
                headers: [("X-Seen", request.header("x-asked") ?? "")])
        } _: { url in
            let client = HTTPClient()
            defer { client.stop() }
            let request = request("\(url)/a%20b/c%2Fd?q=%C3%A4+b", headers: [("X-Asked", "yes")])
            let reply = try await client.perform(request)
            #expect(reply.status == 201)
            #expect(String(decoding: reply.body, as: UTF8.self) == "GET [\"a b\", \"c/d\"] ä b")
            #expect(reply.headers["x-seen"] == "yes")
        }
    }

    @Test func `Too long a body is refused`() async throws {
        try await serve(bodyLimit: 10) { _ in
            WebResponse(200)
        } _: { url in
            let client = HTTPClient()
            defer { client.stop() }
            var request = request(url)
            request.body = [UInt8](repeating: 65, count: 11)
            let reply = try await client.perform(request)
            #expect(reply.status == 413)
        }
    }

    @Test func `HEAD says how long the response to GET is, and has no body`() async throws {
        try await serve { _ in
            WebResponse(200, type: "text/plain", "twelve bytes")
        } _: { url in
            let client = HTTPClient()
            defer { client.stop() }
            var request = request(url)
            request.isHead = true
            let reply = try await client.perform(request)
            #expect(reply.headers["content-length"] == "12")
            #expect(reply.body.isEmpty)
            // The connection is as good as before.
            request.isHead = false
            let whole = try await client.perform(request)
            #expect(String(decoding: whole.body, as: UTF8.self) == "twelve bytes")
        }
    }

    @Test func `A stream ends with the server`() async throws {
        let (texts, text) = AsyncStream<String>.makeStream()
        try await serve { _ in
            WebResponse(200, headers: [("Content-Type", "text/event-stream")], body: .stream(texts))
        } _: { url in
            let client = HTTPClient()
            defer { client.stop() }
            text.yield("one\n")
            async let reply = client.perform(request(url))
            text.yield("two\n")
            text.finish()
            let body = try await reply.body
            #expect(String(decoding: body, as: UTF8.self) == "one\ntwo\n")
        }
    }

    @Test func `A port that is in use is named with the reason`() async throws {
        try await serve { _ in
            WebResponse(200)
        } _: { url in
            let port = url.split(separator: ":").last.flatMap { Int($0) } ?? 0
            let second = WebServer(.port(port), serving: "test", logger: Logger(label: "test")) { _ in
                WebResponse(200)
            }
            await #expect(
                throws: WebServerError.cannotListen(
                    address: "127.0.0.1:\(port)", reason: "address already in use")
            ) {
                try await second.runAlone()
            }
        }
    }

    @Test func `A client that reads nothing does not hold up the end`() async throws {
        let (texts, text) = AsyncStream<String>.makeStream()
        let (arrivals, arrival) = AsyncStream<Void>.makeStream()
        try await serve { _ in
            arrival.yield()
            return WebResponse(200, body: .stream(texts))
        } _: { url in
            let client = try SilentClient(port: url.split(separator: ":").last.flatMap { UInt16($0) } ?? 0)
            client.send("GET / HTTP/1.1\r\nHost: x\r\n\r\n")
            var asked = arrivals.makeAsyncIterator()
            _ = await asked.next()
            // More than the buffers of the system hold: the server waits until somebody reads.
            for _ in 0..<64 { text.yield(String(repeating: "x", count: 1 << 20)) }
            client.staysOpen()
        }
    }
}

/// A connection that takes nothing of what is sent to it.
private final class SilentClient: Sendable {
    private let descriptor: Int32

    init(port: UInt16) throws {
        descriptor = socket(AF_INET, Int32(SOCK_STREAM.rawValue), 0)
        var address = sockaddr_in()
        address.sin_family = sa_family_t(AF_INET)
        address.sin_addr.s_addr = in_addr_t(INADDR_LOOPBACK).bigEndian
        address.sin_port = port.bigEndian
        // `address` is a live local of the size that is given.
        let status = unsafe withUnsafePointer(to: &address) { pointer in
            unsafe pointer.withMemoryRebound(to: sockaddr.self, capacity: 1) {
                unsafe connect(descriptor, $0, socklen_t(MemoryLayout<sockaddr_in>.size))
            }
        }
        try #require(status == 0)
    }

    deinit { close(descriptor) }

    func send(_ text: String) {
        let bytes = Array(text.utf8)
        // The bytes are alive for the call, and the count is theirs.
        _ = unsafe bytes.withUnsafeBytes { unsafe write(descriptor, $0.baseAddress, $0.count) }
    }

    /// Keeps the connection until here.
    func staysOpen() {}
}
