import Foundation

/// A program that runs beside a test, whose standard output is read line by line without blocking a thread.
final class RunningProgram: Sendable {
    private let process: Process
    private let lines: AsyncStream<String>

    /// What a test reads of a program; the other channel goes nowhere.
    enum Channel {
        case output, errors
    }

    /// Starts a program.
    init(_ path: String, _ arguments: [String], reading channel: Channel = .output) throws {
        process = Process()
        process.executableURL = URL(fileURLWithPath: path)
        process.arguments = arguments
        process.standardInput = FileHandle.nullDevice
        let output = Pipe()
        process.standardOutput = channel == .output ? output : FileHandle.nullDevice
        process.standardError = channel == .errors ? output : FileHandle.nullDevice
        let (lines, continuation) = AsyncStream.makeStream(of: String.self)
        self.lines = lines
        let rest = Rest()
        output.fileHandleForReading.readabilityHandler = { handle in
            let data = handle.availableData
            if data.isEmpty {
                handle.readabilityHandler = nil
                return continuation.finish()
            }
            for line in rest.lines(adding: data) { continuation.yield(line) }
        }
        try process.run()
    }

    /// What was read after the last line's end.
    // Sendable: Foundation calls a handle's handler once at a time.
    private final class Rest: @unchecked Sendable {
        private var data = Data()

        func lines(adding more: Data) -> [String] {
            data += more
            var lines: [String] = []
            while let end = data.firstIndex(of: UInt8(ascii: "\n")) {
                lines.append(String(decoding: data[..<end], as: UTF8.self))
                data = Data(data[data.index(after: end)...])
            }
            return lines
        }
    }

    /// The next line that holds what is looked for, as `find` returns it; nil once the program ended.
    func next<Found>(_ find: (String) -> Found?) async -> Found? {
        for await line in lines {
            if let found = find(line) { return found }
        }
        return nil
    }

    /// Asks the program to end.
    func terminate() { process.terminate() }
}
