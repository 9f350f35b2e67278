import Foundation
import TestSupport

/// A server that speaks HTTP/2 over TLS to one client and says what a test wants, frame by frame (RFC 9113).
///
/// `openssl s_server` does the TLS; what comes from the client is read and not understood.
final class HTTP2Peer: Sendable {
    static let openssl = "/usr/bin/openssl"
    static let isPossible = FileManager.default.isExecutableFile(atPath: openssl)

    let port: Int
    /// The certificate, which is its own authority.
    let certificate: String
    private let folder: TemporaryFolder
    private let process: Process
    private let input: Pipe

    /// A frame without payload of its own making.
    enum Frame {
        /// The server's first frame.
        case settings
        /// "200", as the whole answer on the first stream or as its beginning.
        case answer(isWhole: Bool)
        /// No stream above `last` was or will be worked on.
        case goAway(last: UInt8, error: UInt8)

        var bytes: [UInt8] {
            switch self {
            case .settings: Self.frame(type: 4, flags: 0, stream: 0, [])
            // END_HEADERS, and END_STREAM where nothing follows; ":status: 200" is entry 8 of the static
            // table.
            case .answer(let isWhole): Self.frame(type: 1, flags: isWhole ? 5 : 4, stream: 1, [0x88])
            case .goAway(let last, let error):
                Self.frame(type: 7, flags: 0, stream: 0, [0, 0, 0, last, 0, 0, 0, error])
            }
        }

        private static func frame(type: UInt8, flags: UInt8, stream: UInt8, _ payload: [UInt8]) -> [UInt8] {
            [0, 0, UInt8(payload.count), type, flags, 0, 0, 0, stream] + payload
        }
    }

    /// Listens, and sends the frames to who comes first, once it has sent a request.
    init(_ frames: [Frame]) async throws {
        folder = try TemporaryFolder()
        certificate = "\(folder.path)/certificate.pem"
        let key = "\(folder.path)/key.pem"
        let making = Self.process([
            "req", "-x509", "-newkey", "ec", "-pkeyopt", "ec_paramgen_curve:prime256v1", "-nodes", "-keyout",
            key,
            "-out", certificate, "-days", "2", "-subj", "/CN=localhost", "-addext",
            "subjectAltName=IP:127.0.0.1",
        ])
        making.standardOutput = FileHandle.nullDevice
        await withCheckedContinuation { done in
            making.terminationHandler = { _ in done.resume() }
            do { try making.run() } catch { done.resume() }
        }
        process = Self.process([
            "s_server", "-accept", "127.0.0.1:0", "-cert", certificate, "-key", key, "-alpn", "h2",
            "-naccept", "1",
        ])
        let (input, output) = (Pipe(), Pipe())
        self.input = input
        process.standardInput = input
        process.standardOutput = output
        try process.run()
        port = await Self.port(output.fileHandleForReading)
        Self.send(frames, to: input.fileHandleForWriting, after: output.fileHandleForReading)
    }

    deinit {
        process.terminate()
        try? input.fileHandleForWriting.close()
    }

    private static func process(_ arguments: [String]) -> Process {
        let process = Process()
        process.executableURL = URL(fileURLWithPath: openssl)
        process.arguments = arguments
        process.standardError = FileHandle.nullDevice
        return process
    }

    /// Sends the frames after a whole request: an answer on a stream that nobody has opened breaks the
    /// protocol.
    private static func send(_ frames: [Frame], to client: FileHandle, after request: FileHandle) {
        DispatchQueue(label: "http2-peer").async {
            var bytes: [UInt8] = []
            while !hasRequest(bytes) {
                let piece = request.availableData
                guard !piece.isEmpty else { return }
                bytes += piece
            }
            try? client.write(contentsOf: Data(frames.flatMap(\.bytes)))
        }
    }

    /// Whether a client has ended its first stream, after the preface of the connection.
    private static func hasRequest(_ bytes: [UInt8]) -> Bool {
        let preface = Array("PRI * HTTP/2.0\r\n\r\nSM\r\n\r\n".utf8)
        guard var place = bytes.firstRange(of: preface)?.upperBound else { return false }
        while place + 9 <= bytes.count {
            let length = Int(bytes[place]) << 16 | Int(bytes[place + 1]) << 8 | Int(bytes[place + 2])
            let (type, flags) = (bytes[place + 3], bytes[place + 4])
            place += 9 + length
            // DATA or HEADERS with END_STREAM.
            if type <= 1, flags & 1 == 1, place <= bytes.count { return true }
        }
        return false
    }

    /// The port in the line that the server writes once it listens; 0 if it ends before.
    private static func port(_ output: FileHandle) async -> Int {
        await withCheckedContinuation { found in
            DispatchQueue(label: "http2-peer").async {
                var text = ""
                while let piece = try? output.read(upToCount: 1), !piece.isEmpty {
                    text += String(decoding: piece, as: UTF8.self)
                    guard text.hasSuffix("\n"), let line = text.split(separator: "\n").last,
                        line.hasPrefix("ACCEPT"),
                        let port = line.split(separator: ":").last.flatMap({ Int($0) })
                    else { continue }
                    return found.resume(returning: port)
                }
                found.resume(returning: 0)
            }
        }
    }
}
