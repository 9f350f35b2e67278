import Glibc

/// Why the alert log cannot be written.
public enum AlertLogError: Error, Equatable, CustomStringConvertible {
    case cannotOpen(path: String, reason: String)
    case cannotWrite(path: String, reason: String)

    public var description: String {
        switch self {
        case .cannotOpen(let path, let reason): "cannot open the alert log \(path): \(reason)"
        case .cannotWrite(let path, let reason): "cannot write the alert log \(path): \(reason)"
        }
    }
}

/// A file of JSON Lines, one alert a line, that others tail and rotate.
///
/// Each line is one `write(2)` to a file opened for appending, so a reader never sees half a line. The file
/// is reopened for each line: a rotated log is found at once, and alerts are rare.
public struct AlertLog: Sendable {
    /// Where the log is.
    public let path: String

    /// A log at a path; nothing is opened before the first line.
    public init(path: String) {
        self.path = path
    }

    /// Appends a line and has it on disk before it returns.
    public func append(_ line: String) throws(AlertLogError) {
        let descriptor = unsafe open(path, O_WRONLY | O_APPEND | O_CREAT | O_CLOEXEC, 0o640)
        guard descriptor >= 0 else { throw .cannotOpen(path: path, reason: Self.reason()) }
        defer { close(descriptor) }
        var bytes = Array((line + "\n").utf8)
        // A crash or a full disk may have left half a line: it must not swallow this one.
        if try endsInsideLine() { bytes.insert(UInt8(ascii: "\n"), at: 0) }
        // The array is alive for the call, and the count is its own.
        let written = unsafe bytes.withUnsafeBytes { unsafe write(descriptor, $0.baseAddress, $0.count) }
        guard written == bytes.count, fsync(descriptor) == 0 else {
            throw .cannotWrite(path: path, reason: written < 0 ? Self.reason() : "the disk is full")
        }
    }

    /// Whether a line that contains all of `parts` is among the last that were written.
    public func contains(_ parts: [String]) throws(AlertLogError) -> Bool {
        try tail().split(separator: "\n").contains { line in parts.allSatisfy { line.contains($0) } }
    }

    private func endsInsideLine() throws(AlertLogError) -> Bool {
        let tail = try tail(limit: 1)
        return !tail.isEmpty && tail != "\n"
    }

    /// The end of the file; a delivery is repeated at once or after a restart, so an old line is not asked
    /// for.
    private func tail(limit: Int = 1 << 20) throws(AlertLogError) -> String {
        let descriptor = unsafe open(path, O_RDONLY | O_CLOEXEC)
        guard descriptor >= 0 else {
            if errno == ENOENT { return "" }
            throw .cannotOpen(path: path, reason: Self.reason())
        }
        defer { close(descriptor) }
        let size = Int(lseek(descriptor, 0, SEEK_END))
        lseek(descriptor, off_t(max(0, size - limit)), SEEK_SET)
        var bytes = [UInt8](repeating: 0, count: min(max(size, 0), limit))
        // The array is alive for the call, and the count is its own.
        let count = unsafe bytes.withUnsafeMutableBytes { unsafe read(descriptor, $0.baseAddress, $0.count) }
        return String(decoding: bytes.prefix(max(count, 0)), as: UTF8.self)
    }

    private static func reason() -> String {
        // strerror returns a static or thread-local C string, copied here at once.
        unsafe String(cString: strerror(errno))
    }
}
