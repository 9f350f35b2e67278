import Glibc

/// A datagram socket at a path, in place of systemd's or the journal's.
public final class DatagramReceiver: Sendable {
    /// Where senders find it.
    public let path: String
    private let descriptor: Int32

    /// Binds a socket to a path that does not exist yet.
    public init(path: String) throws {
        self.path = path
        descriptor = socket(AF_UNIX, Int32(SOCK_DGRAM.rawValue), 0)
        var address = sockaddr_un()
        address.sun_family = sa_family_t(AF_UNIX)
        // The path is shorter than the field: temporary folders are.
        unsafe withUnsafeMutableBytes(of: &address.sun_path) { unsafe $0.copyBytes(from: Array(path.utf8)) }
        let bound = unsafe withUnsafePointer(to: &address) { pointer in
            unsafe pointer.withMemoryRebound(to: sockaddr.self, capacity: 1) {
                unsafe bind(descriptor, $0, socklen_t(MemoryLayout<sockaddr_un>.size))
            }
        }
        guard bound == 0 else { throw DatagramReceiverError(path: path) }
    }

    deinit { close(descriptor) }

    /// The datagrams that have come, without waiting.
    public func received() -> [String] {
        var messages: [String] = []
        var buffer = [UInt8](repeating: 0, count: 8192)
        while true {
            // The buffer is alive for the call, and the count is its own.
            let count = unsafe buffer.withUnsafeMutableBytes {
                unsafe recv(descriptor, $0.baseAddress, $0.count, Int32(MSG_DONTWAIT))
            }
            guard count > 0 else { return messages }
            messages.append(String(decoding: buffer.prefix(count), as: UTF8.self))
        }
    }
}

/// The socket cannot be bound to its path.
public struct DatagramReceiverError: Error {
    /// The path.
    public let path: String
}
