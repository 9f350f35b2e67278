import Glibc
import Testing

/// A connection that sends what it is told to, and takes nothing unless it is asked to.
final class RawClient: Sendable {
    private let descriptor: Int32

    /// Connects to the server of an address like `http://127.0.0.1:8377`.
    init(_ url: String) throws {
        let port = url.split(separator: ":").last.flatMap { UInt16($0) } ?? 0
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

    /// Sends a text; what cannot be sent any more is dropped.
    func send(_ text: String) {
        let bytes = Array(text.utf8)
        // The bytes are alive for the call, and the count is theirs.
        _ = unsafe bytes.withUnsafeBytes {
            unsafe Glibc.send(descriptor, $0.baseAddress, $0.count, Int32(MSG_NOSIGNAL))
        }
    }

    /// Waits until the server ends the connection, half a minute at most; returns what it sent until then, nil
    /// where it goes on.
    ///
    /// - Parameter dribble: What is sent again and again meanwhile.
    func end(dribble: String = "") async throws -> String? {
        var buffer = [UInt8](repeating: 0, count: 1 << 16)
        var response: [UInt8] = []
        for _ in 0..<1500 {
            // The buffer is alive for the call, and the count is its own.
            let count = unsafe buffer.withUnsafeMutableBytes {
                unsafe recv(descriptor, $0.baseAddress, $0.count, Int32(MSG_DONTWAIT))
            }
            if count == 0 || (count < 0 && errno != EAGAIN) {
                return String(decoding: response, as: UTF8.self)
            }
            response += buffer.prefix(max(count, 0))
            if !dribble.isEmpty { send(dribble) }
            if count < 0 { try await Task.sleep(for: .milliseconds(20)) }
        }
        return nil
    }

    /// Keeps the connection until here.
    func staysOpen() {}
}
