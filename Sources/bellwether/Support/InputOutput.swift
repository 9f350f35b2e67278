import Glibc
import Synchronization

/// Writes a line to standard error.
func printError(_ line: String) {
    writeAll(Array((line + "\n").utf8), to: STDERR_FILENO)
}

/// A line on standard error that is rewritten in place, with lasting lines above it.
///
/// Where standard error is not a terminal, as in a log, it is written again every few seconds only.
final class ProgressLine: Sendable {
    private static let pause: Duration = .seconds(5)

    private let isTerminal = isatty(STDERR_FILENO) == 1
    private let lastWritten = Mutex(ContinuousClock.now - pause)

    func show(_ text: String) {
        if isTerminal { return writeAll(Array("\r\u{1B}[K\(text)".utf8), to: STDERR_FILENO) }
        let isDue = lastWritten.withLock { last in
            guard ContinuousClock.now - last >= Self.pause else { return false }
            last = .now
            return true
        }
        if isDue { printError(text) }
    }

    /// Writes text that stays, in place of the line; the next `show` begins a line below it.
    func keep(_ text: String) {
        writeAll(Array((isTerminal ? "\r\u{1B}[K\(text)\n" : "\(text)\n").utf8), to: STDERR_FILENO)
    }
}

/// Writes a line to standard output at once, so that a reader of a pipe sees it.
func printLine(_ line: String) {
    writeAll(Array((line + "\n").utf8), to: STDOUT_FILENO)
}

/// Writes all bytes; a reader that has gone ends the process quietly, as it does with other filters.
func writeAll(_ bytes: [UInt8], to descriptor: Int32) {
    var rest = bytes[...]
    while !rest.isEmpty {
        // `rest` is alive for the call, and the count is its own.
        let written = unsafe rest.withUnsafeBytes { unsafe write(descriptor, $0.baseAddress, $0.count) }
        if written > 0 {
            rest = rest.dropFirst(written)
        } else if errno == EPIPE {
            exit(0)
        } else if errno != EINTR && errno != EAGAIN {
            return
        }
    }
}

/// Everything in a file, a pipe or a device, or on standard input for `-`.
/// - Throws: `Failure.inputMissing` with the system's reason.
///
/// - Parameter limit: Bytes behind which nothing is read that whoever asked would refuse anyway.
func readInput(_ path: String, upTo limit: Int = .max) throws -> [UInt8] {
    let descriptor = try openInput(path)
    defer { if path != "-" { close(descriptor) } }
    var bytes: [UInt8] = []
    var chunk = [UInt8](repeating: 0, count: 1 << 16)
    while true {
        let count = try readSome(descriptor, into: &chunk, from: 0, path: path)
        if count == 0 || bytes.count > limit { return bytes }
        bytes += chunk.prefix(count)
    }
}

/// Opens a file; standard input for `-` is open.
/// - Throws: `Failure.inputMissing` with the system's reason.
func openInput(_ path: String) throws -> Int32 {
    let descriptor = unsafe path == "-" ? STDIN_FILENO : open(path, O_RDONLY | O_CLOEXEC)
    guard descriptor >= 0 else { throw Failure.inputMissing("cannot read \(path): \(systemReason())") }
    return descriptor
}

/// Reads what there is, at most to the end of a buffer; 0 at the end of the input.
/// - Throws: `Failure.inputMissing` with the system's reason.
func readSome(_ descriptor: Int32, into buffer: inout [UInt8], from start: Int, path: String) throws -> Int {
    while true {
        // The buffer is alive for the call, and the count is what it has from `start` on.
        let count = unsafe buffer.withUnsafeMutableBytes {
            unsafe read(descriptor, $0.baseAddress?.advanced(by: start), $0.count - start)
        }
        if count >= 0 { return count }
        guard errno == EINTR else {
            throw Failure.inputMissing(
                "cannot read \(path == "-" ? "standard input" : path): \(systemReason())")
        }
    }
}

/// The lines of a file, or of standard input for `-`; one warning tells of lines that are not UTF-8.
/// - Throws: `Failure.inputMissing` with the system's reason.
func readLines(_ path: String) throws -> [String] {
    let input = TextLines(try readInput(path))
    if let warning = input.warning { printError("warning: \(path): \(warning)") }
    return input.texts
}

/// What the last call of the system failed for.
private func systemReason() -> String {
    switch errno {
    case ENOENT: "there is no such file"
    case EACCES: "permission denied"
    case EISDIR: "it is a folder"
    // strerror returns a static or thread-local C string, copied here at once.
    default: unsafe String(cString: strerror(errno))
    }
}
