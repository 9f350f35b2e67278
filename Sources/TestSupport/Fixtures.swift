import FoundationEssentials

/// Files that tests read.
public enum Fixtures {
    /// The root of the source tree.
    public static let root: String = {
        var parts = #filePath.split(separator: "/", omittingEmptySubsequences: false)
        parts.removeLast(3)
        return parts.joined(separator: "/")
    }()

    /// A file below `Tests/Fixtures`.
    public static func bytes(_ name: String) throws -> [UInt8] {
        Array(try Data(contentsOf: URL(filePath: "\(root)/Tests/Fixtures/\(name)")))
    }

    /// A text below `Tests/Fixtures`.
    public static func text(_ name: String) throws -> String {
        String(decoding: try bytes(name), as: UTF8.self)
    }

    /// A text anywhere in the source tree.
    public static func rootText(_ name: String) throws -> String {
        String(decoding: try Data(contentsOf: URL(filePath: "\(root)/\(name)")), as: UTF8.self)
    }

    /// The rows of a tab-separated file.
    public static func table(_ name: String) throws -> [[String]] {
        try text(name).split(separator: "\n").map { line in
            line.split(separator: "\t", omittingEmptySubsequences: false).map(String.init)
        }
    }

    /// The shipped weights.
    public static var weights: String { "\(root)/weights/bellwether.weights" }

    /// The folder of labeled corpora, which is not part of the repository; nil when it is missing.
    public static var data: String? {
        let path = ProcessInfo.processInfo.environment["BELLWETHER_DATA"] ?? "\(root)/../shared/data"
        return FileManager.default.fileExists(atPath: path) ? path : nil
    }

    /// The base encoder's safetensors, which `make encoder` fetches; nil where it was not.
    public static var encoder: String? {
        let path =
            ProcessInfo.processInfo.environment["BELLWETHER_ENCODER"]
            ?? "\(root)/.build/encoder/model.safetensors"
        return FileManager.default.fileExists(atPath: path) ? path : nil
    }
}

/// A folder that is gone when the value is.
public final class TemporaryFolder: Sendable {
    /// The folder.
    public let path: String

    /// Creates an empty folder of its own among the system's temporary files.
    public init() throws {
        path = FileManager.default.temporaryDirectory.path() + "bellwether-test-\(UUID().uuidString)"
        try FileManager.default.createDirectory(atPath: path, withIntermediateDirectories: true)
    }

    deinit { try? FileManager.default.removeItem(atPath: path) }

    /// The path of a file in the folder, with these bytes in it when given.
    public func file(_ name: String, _ bytes: [UInt8]? = nil) throws -> String {
        let path = "\(path)/\(name)"
        if let bytes { try Data(bytes).write(to: URL(filePath: path)) }
        return path
    }
}
