import FoundationEssentials
import Glibc

/// Writes a line to standard error.
func printError(_ line: String) {
    writeAll(Array((line + "\n").utf8), to: STDERR_FILENO)
}

/// Writes a part of a line to standard error.
func printErrorPart(_ text: String) {
    writeAll(Array(text.utf8), to: STDERR_FILENO)
}

/// Writes a line to standard output at once, so that a reader of a pipe sees it.
func printLine(_ line: String) {
    writeAll(Array((line + "\n").utf8), to: STDOUT_FILENO)
}

/// Writes all bytes; a reader that has gone ends the process quietly, as it does with other filters.
private func writeAll(_ bytes: [UInt8], to descriptor: Int32) {
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

/// Everything in a file, or on standard input for `-`.
/// - Throws: `Failure.inputMissing` with the system's reason.
func readInput(_ path: String) throws -> [UInt8] {
    do {
        if path == "-" { return Array(try FileHandleInput.readToEnd()) }
        return Array(try Data(contentsOf: URL(filePath: path)))
    } catch let failure as Failure {
        throw failure
    } catch {
        throw Failure.inputMissing("cannot read \(path): \(systemReason(error))")
    }
}

/// The lines of a text without their ends; bytes that are not UTF-8 become U+FFFD.
func lines(of bytes: [UInt8]) -> [String] {
    var lines = bytes.split(separator: UInt8(ascii: "\n"), omittingEmptySubsequences: false)
    if lines.last?.isEmpty == true { lines.removeLast() }
    return lines.map { line in
        String(decoding: line.last == UInt8(ascii: "\r") ? line.dropLast() : line, as: UTF8.self)
    }
}

private func systemReason(_ error: any Error) -> String {
    guard let error = error as? CocoaError else { return "\(error)" }
    switch error.code {
    case .fileReadNoSuchFile, .fileNoSuchFile: return "there is no such file"
    case .fileReadNoPermission: return "permission denied"
    default: return "it is no readable file"
    }
}

private enum FileHandleInput {
    static func readToEnd() throws -> [UInt8] {
        var bytes: [UInt8] = []
        var chunk = [UInt8](repeating: 0, count: 1 << 16)
        while true {
            // The buffer is alive for the call, and the count is its own.
            let count = unsafe chunk.withUnsafeMutableBytes {
                unsafe read(STDIN_FILENO, $0.baseAddress, $0.count)
            }
            if count == 0 { return bytes }
            if count < 0 && errno != EINTR { throw Failure.io("cannot read standard input") }
            bytes += chunk.prefix(max(count, 0))
        }
    }
}
