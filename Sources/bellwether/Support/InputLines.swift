import Glibc

/// The lines of a file, or of standard input for `-`, one after the other in bounded memory.
struct InputLines: ~Copyable {
    /// Bytes that are read at once, and the longest line.
    private static let chunk = 1 << 18
    private static let longest = 1 << 20

    private let path: String
    private let descriptor: Int32
    /// What was read; lines are ranges in it until the next one is asked for.
    private(set) var bytes: [UInt8] = []
    private var start = 0
    private var scanned = 0
    private var isAtEnd = false
    /// Number of the line that came last, from 1.
    private(set) var number = 0

    /// - Throws: `Failure.inputMissing` with the system's reason.
    init(_ path: String) throws {
        self.path = path
        descriptor = try openInput(path)
    }

    deinit { if path != "-" { close(descriptor) } }

    /// The next line, without its end; nil after the last.
    ///
    /// - Parameter beforeReading: Called when no whole line is left of what was read, so that whoever reads
    ///   what comes of them need not wait for more.
    /// - Throws: `Failure` when the input cannot be read, or a line is longer than a megabyte.
    mutating func next(beforeReading: () throws -> Void) throws -> Range<Int>? {
        while true {
            if let end = firstNewline() {
                defer { (start, scanned) = (end + 1, end + 1) }
                return line(upTo: end)
            }
            if isAtEnd {
                guard start < bytes.count else { return nil }
                defer { (start, scanned) = (bytes.count, bytes.count) }
                return line(upTo: bytes.count)
            }
            guard bytes.count - start <= Self.longest else {
                throw Failure.badData("\(path):\(number + 1): the line is longer than a megabyte")
            }
            try beforeReading()
            try read()
        }
    }

    private mutating func line(upTo end: Int) -> Range<Int> {
        number += 1
        return start..<(end > start && bytes[end - 1] == UInt8(ascii: "\r") ? end - 1 : end)
    }

    private mutating func firstNewline() -> Int? {
        let place = Self.newline(in: bytes.span, from: scanned)
        scanned = place
        return place < bytes.count ? place : nil
    }

    private static func newline(in bytes: Span<UInt8>, from start: Int) -> Int {
        var place = start
        while place < bytes.count, bytes[place] != UInt8(ascii: "\n") { place += 1 }
        return place
    }

    /// Reads on behind what remains of the line.
    private mutating func read() throws {
        bytes.removeFirst(start)
        (start, scanned) = (0, scanned - start)
        let kept = bytes.count
        bytes.append(contentsOf: repeatElement(0, count: Self.chunk))
        let count = try readSome(descriptor, into: &bytes, from: kept, path: path)
        bytes.removeLast(Self.chunk - count)
        isAtEnd = count == 0
    }
}
