import Dispatch
import Glibc

/// A TCP server on 127.0.0.1 whose connections do as a test says, so that it can break every rule.
public final class ScriptedServer: Sendable {
    /// The port that it listens on.
    public let port: Int
    private let listener: Int32

    /// A connection; closed when the script ends.
    public struct Connection {
        fileprivate let socket: Int32

        /// Sends what it can; whether the peer still takes it.
        @discardableResult
        public func send(_ text: String) -> Bool {
            let bytes = Array(text.utf8)
            // The bytes are alive for the call, and the count is their own.
            return unsafe bytes.withUnsafeBytes {
                unsafe Glibc.send(socket, $0.baseAddress, $0.count, Int32(MSG_NOSIGNAL)) == $0.count
            }
        }

        /// Sends a text over and over, with pauses between, until the peer hangs up.
        public func drip(_ text: String, every pause: Duration) {
            let microseconds = UInt32(pause / .microseconds(1))
            while send(text) { usleep(microseconds) }
        }

        /// What comes next; nil at the end.
        public func receive() -> [UInt8]? {
            var piece = [UInt8](repeating: 0, count: 4096)
            // The array is alive for the call, and the count is its own.
            let count = unsafe piece.withUnsafeMutableBytes {
                unsafe recv(socket, $0.baseAddress, $0.count, 0)
            }
            return count > 0 ? Array(piece.prefix(count)) : nil
        }

        /// Waits until the peer hangs up.
        public func waitForEnd() { while receive() != nil {} }

        /// Reads the head of a request, and what happens to come with it.
        public func receiveHead() {
            var received: [UInt8] = []
            while received.firstRange(of: Array("\r\n\r\n".utf8)) == nil, let piece = receive() {
                received += piece
            }
        }

        /// Ends the connection with a reset.
        public func reset() {
            var at = linger(l_onoff: 1, l_linger: 0)
            // `at` is a live local of the size that is said.
            unsafe setsockopt(socket, SOL_SOCKET, SO_LINGER, &at, socklen_t(MemoryLayout<linger>.size))
        }
    }

    /// A server that runs a script for each connection, on a thread of its own.
    public init(_ script: @escaping @Sendable (Connection) -> Void) throws {
        let listener = socket(AF_INET, Int32(SOCK_STREAM.rawValue) | Int32(SOCK_CLOEXEC.rawValue), 0)
        self.listener = listener
        var address = sockaddr_in()
        address.sin_family = sa_family_t(AF_INET)
        address.sin_addr.s_addr = in_addr_t(INADDR_LOOPBACK).bigEndian
        var length = socklen_t(MemoryLayout<sockaddr_in>.size)
        // `address` and `length` are live locals, as long as `length` says.
        let isBound = unsafe withUnsafeMutablePointer(to: &address) { pointer in
            unsafe pointer.withMemoryRebound(to: sockaddr.self, capacity: 1) {
                unsafe bind(listener, $0, length) == 0 && listen(listener, 16) == 0
                    && getsockname(listener, $0, &length) == 0
            }
        }
        guard isBound else {
            close(listener)
            throw SocketError(code: errno)
        }
        port = Int(UInt16(bigEndian: address.sin_port))
        DispatchQueue(label: "scripted").async {
            while case let connection = accept(listener, nil, nil), connection >= 0 {
                DispatchQueue.global().async {
                    script(Connection(socket: connection))
                    close(connection)
                }
            }
            close(listener)
        }
    }

    deinit { shutdown(listener, Int32(SHUT_RDWR)) }
}

/// A socket that the kernel refused.
public struct SocketError: Error {
    /// As in errno.
    public let code: Int32
}
