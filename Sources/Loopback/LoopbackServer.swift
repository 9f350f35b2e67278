import Dispatch
import Glibc
import Synchronization

/// A small HTTP/1.1 server on 127.0.0.1: one request per connection, no TLS.
///
/// It serves the feeds of the demo, and plays servers in tests.
public final class LoopbackServer: Sendable {
    /// Bytes of a request's head.
    private static let maximumHead = 64 << 10
    /// Bytes of a request's body.
    private static let maximumBody = 16 << 20

    /// The port that it listens on.
    public let port: Int
    private let listener: Int32
    private let isStopped = Atomic<Bool>(false)
    private let handler: @Sendable (LoopbackRequest) -> LoopbackResponse

    /// Starts to listen.
    ///
    /// - Parameters:
    ///   - wanted: The port; 0 for a free one.
    ///   - handler: Called for each request, on a thread of the server's own, which it may block.
    /// - Throws: `LoopbackError` when the port is taken.
    public init(
        port wanted: Int = 0, handler: @escaping @Sendable (LoopbackRequest) -> LoopbackResponse
    ) throws(LoopbackError) {
        self.handler = handler
        let listener = socket(AF_INET, Int32(SOCK_STREAM.rawValue) | Int32(SOCK_CLOEXEC.rawValue), 0)
        self.listener = listener
        guard listener >= 0 else { throw LoopbackError(description: "no socket for the loopback server") }
        var address = sockaddr_in()
        address.sin_family = sa_family_t(AF_INET)
        address.sin_addr.s_addr = in_addr_t(INADDR_LOOPBACK).bigEndian
        address.sin_port = UInt16(clamping: wanted).bigEndian
        // A port whose last connections are still winding down may be taken again at once.
        var yes: Int32 = 1
        unsafe setsockopt(listener, SOL_SOCKET, SO_REUSEADDR, &yes, socklen_t(MemoryLayout<Int32>.size))
        var length = socklen_t(MemoryLayout<sockaddr_in>.size)
        // `address` and `length` are live locals; the system reads and writes one sockaddr_in, as long as
        // `length` says.
        let isBound = unsafe withUnsafeMutablePointer(to: &address) { pointer in
            unsafe pointer.withMemoryRebound(to: sockaddr.self, capacity: 1) { address in
                unsafe bind(listener, address, length) == 0 && listen(listener, 128) == 0
                    && getsockname(listener, address, &length) == 0
            }
        }
        guard isBound else {
            close(listener)
            throw LoopbackError(description: "cannot listen on 127.0.0.1:\(wanted)")
        }
        port = Int(UInt16(bigEndian: address.sin_port))
        accept()
    }

    private func accept() {
        DispatchQueue(label: "bellwether.loopback").async { [weak self, listener] in
            while case let connection = Glibc.accept(listener, nil, nil), connection >= 0 {
                guard let self, !self.isStopped.load(ordering: .acquiring) else {
                    close(connection)
                    break
                }
                DispatchQueue.global().async { self.serve(connection) }
            }
            close(listener)
        }
    }

    /// The URL of a path, which begins with `/`.
    public func url(_ path: String) -> String { "http://127.0.0.1:\(port)\(path)" }

    /// Stops listening; responses under way are finished.
    public func stop() {
        isStopped.store(true, ordering: .releasing)
        shutdown(listener, Int32(SHUT_RDWR))
    }

    private func serve(_ connection: Int32) {
        defer { close(connection) }
        // A client that stays silent for this long no longer holds a thread.
        var patience = timeval(tv_sec: 10, tv_usec: 0)
        unsafe setsockopt(
            connection, SOL_SOCKET, SO_RCVTIMEO, &patience, socklen_t(MemoryLayout<timeval>.size))
        guard let request = Self.readRequest(connection) else { return }
        let response = handler(request)
        var head =
            "HTTP/1.1 \(response.status) \(response.status == 200 ? "OK" : "Status")\r\nConnection: close\r\n"
        for (name, value) in response.headers { head += "\(name): \(value)\r\n" }
        let hasBody = response.status != 304 && response.status != 204
        let hasLength = response.headers.contains { $0.name.lowercased() == "content-length" }
        if hasBody, !hasLength { head += "Content-Length: \(response.body.count)\r\n" }
        Self.send(Array((head + "\r\n").utf8) + (hasBody ? response.body : []), to: connection)
    }

    private static func readRequest(_ connection: Int32) -> LoopbackRequest? {
        var received: [UInt8] = []
        var head: Range<Int>?
        while head == nil {
            guard received.count < maximumHead, let piece = receive(from: connection) else { return nil }
            received += piece
            head = received.firstRange(of: Array("\r\n\r\n".utf8))
        }
        guard let head else { return nil }
        let lines = String(decoding: received[..<head.lowerBound], as: UTF8.self).split(separator: "\r\n")
        let words = lines.first?.split(separator: " ") ?? []
        guard words.count == 3 else { return nil }
        var headers: [String: String] = [:]
        for line in lines.dropFirst() {
            let sides = line.split(separator: ":", maxSplits: 1)
            guard sides.count == 2 else { continue }
            headers[sides[0].lowercased()] = String(sides[1].drop { $0 == " " })
        }
        let length = headers["content-length"].flatMap { Int($0) } ?? 0
        guard (0...maximumBody).contains(length) else { return nil }
        var body = Array(received[head.upperBound...])
        while body.count < length {
            guard let piece = receive(from: connection) else { return nil }
            body += piece
        }
        return LoopbackRequest(
            method: String(words[0]), target: String(words[1]), headers: headers, body: body)
    }

    /// What comes next; nil at the end.
    private static func receive(from connection: Int32) -> [UInt8]? {
        var piece = [UInt8](repeating: 0, count: 4096)
        // The array is alive for the call, and the count is its own.
        let count = unsafe piece.withUnsafeMutableBytes {
            unsafe recv(connection, $0.baseAddress, $0.count, 0)
        }
        return count > 0 ? Array(piece.prefix(count)) : nil
    }

    private static func send(_ bytes: [UInt8], to connection: Int32) {
        var rest = bytes[...]
        while !rest.isEmpty {
            // The slice is alive for the call; MSG_NOSIGNAL turns a gone peer into an error.
            let count = unsafe rest.withUnsafeBytes {
                unsafe Glibc.send(connection, $0.baseAddress, $0.count, Int32(MSG_NOSIGNAL))
            }
            guard count > 0 else { return }
            rest = rest.dropFirst(count)
        }
    }
}
