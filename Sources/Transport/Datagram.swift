import Glibc

/// Why a datagram could not be sent.
public struct DatagramError: Error, CustomStringConvertible {
    /// The socket.
    public let path: String
    /// The system's words.
    public let reason: String

    /// For people.
    public var description: String { "cannot send to the socket \(path): \(reason)" }
}

/// Sends one datagram to a Unix socket; a path that begins with `@` is in the abstract namespace (unix(7)).
///
/// Never blocks: a receiver whose buffer is full gets nothing.
/// - Throws: `DatagramError` when the datagram was not delivered.
public func sendDatagram(_ text: String, to path: String) throws(DatagramError) {
    func failure() -> DatagramError {
        // strerror returns a static or thread-local C string, copied here at once.
        DatagramError(path: path, reason: unsafe String(cString: strerror(errno)))
    }
    var address = sockaddr_un()
    address.sun_family = sa_family_t(AF_UNIX)
    var name = Array(path.utf8)
    guard !name.isEmpty, name.count < MemoryLayout.size(ofValue: address.sun_path) else {
        throw DatagramError(path: path, reason: "the path is empty or too long")
    }
    if name[0] == UInt8(ascii: "@") { name[0] = 0 }
    // `name` is shorter than the field, checked above; the rest of the field is zeros.
    unsafe withUnsafeMutableBytes(of: &address.sun_path) { unsafe $0.copyBytes(from: name) }
    let descriptor = socket(AF_UNIX, Int32(SOCK_DGRAM.rawValue) | Int32(SOCK_CLOEXEC.rawValue), 0)
    guard descriptor >= 0 else { throw failure() }
    defer { close(descriptor) }
    let length = socklen_t(MemoryLayout<sa_family_t>.size + name.count)
    let bytes = Array(text.utf8)
    // The address and the bytes are alive for the call, and their lengths are their own.
    let sent = unsafe withUnsafePointer(to: &address) { pointer in
        unsafe pointer.withMemoryRebound(to: sockaddr.self, capacity: 1) { generic in
            unsafe bytes.withUnsafeBytes {
                unsafe sendto(
                    descriptor, $0.baseAddress, $0.count,
                    Int32(MSG_NOSIGNAL | MSG_DONTWAIT),
                    generic, length)
            }
        }
    }
    guard sent == bytes.count else { throw failure() }
}
