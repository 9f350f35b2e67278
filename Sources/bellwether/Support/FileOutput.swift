import FoundationEssentials

/// Writes a file, whole or not at all.
func write(_ bytes: some Sequence<UInt8>, to path: String) throws {
    do {
        try Data(bytes).write(to: URL(filePath: path), options: .atomic)
    } catch {
        throw Failure.io("cannot write \(path): \(error)")
    }
}
