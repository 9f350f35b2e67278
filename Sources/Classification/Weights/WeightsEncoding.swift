import FoundationEssentials
import Kernels

extension WeightsFile {
    /// The format of a file that has no four-bit elements.
    private static let versionWithoutInt4: UInt32 = 3

    /// The bytes of a file of weights; the same arguments give the same bytes.
    public static func encode(
        _ header: WeightsHeader, tensors: [NamedTensor], vocabulary: String
    ) throws -> [UInt8] {
        // The directory's length depends on the offsets in it, so offsets count from the start of the data
        // first, and the data starts at a fixed place that leaves the directory room.
        let dataStart = 1 << 16
        var data: [UInt8] = []
        func place(_ bytes: some Collection<UInt8>) -> Int {
            data += [UInt8](repeating: 0, count: (alignment - data.count % alignment) % alignment)
            data += bytes
            return dataStart + data.count - bytes.count
        }
        var places: [String: Contents.Place] = [:]
        for tensor in tensors {
            if tensor.bits == 4 {
                let (elements, scales) = Int4.quantize(tensor.values, known: tensor.scales)
                places[tensor.name] = Contents.Place(
                    type: .int4, shape: tensor.shape, offset: place(elements),
                    scales: place(scales.flatMap { littleEndian(Int4.stored($0)) }))
            } else if tensor.quantized {
                let (elements, scales) = quantize(
                    tensor.values, rows: tensor.shape[0], known: tensor.scales)
                let isTable = tensor.name.hasPrefix("embeddings.")
                let stored = isTable ? elements : packed(elements, rows: tensor.shape[0])
                places[tensor.name] = Contents.Place(
                    type: isTable ? .int8 : .packedInt8, shape: tensor.shape,
                    offset: place(stored.lazy.map { UInt8(bitPattern: $0) }),
                    scales: place(littleEndian(scales)))
            } else {
                places[tensor.name] = Contents.Place(
                    type: .float32, shape: tensor.shape, offset: place(littleEndian(tensor.values)),
                    scales: nil)
            }
        }
        let words = Array(vocabulary.utf8)
        let contents = Contents(
            weights: header, tensors: places, vocabularyOffset: place(words), vocabularyLength: words.count)
        let encoder = JSONEncoder()
        encoder.outputFormatting = [.sortedKeys]
        let json = try encoder.encode(contents)
        precondition(prefix + json.count <= dataStart, "the header of weights has outgrown its room")

        let size = dataStart + data.count
        var rest = littleEndian(UInt64(size)) + littleEndian(UInt64(json.count)) + json
        rest += [UInt8](repeating: 0, count: dataStart - 16 - rest.count)
        rest += data
        let crc = unsafe rest.withUnsafeBytes {
            unsafe crc32c(UnsafeRawBufferPointer(rebasing: $0[...])[...])
        }
        // What older programs can read says so.
        let needed = tensors.contains { $0.bits == 4 } ? version : versionWithoutInt4
        return magic + littleEndian(needed) + littleEndian(crc) + rest
    }

    private static func littleEndian(_ value: some FixedWidthInteger) -> [UInt8] {
        (0..<value.bitWidth / 8).map { UInt8(truncatingIfNeeded: value >> ($0 * 8)) }
    }

    private static func littleEndian(_ values: [Float]) -> [UInt8] {
        values.flatMap { littleEndian($0.bitPattern) }
    }
}

extension WeightsFile {
    static func crc32c(_ bytes: Slice<UnsafeRawBufferPointer>) -> UInt32 {
        let whole = unsafe UnsafeRawBufferPointer(rebasing: bytes)
        guard let start = whole.baseAddress else { return 0 }
        // The kernel reads whole.count bytes from its start.
        return unsafe kernels_crc32c(0, start.assumingMemoryBound(to: UInt8.self), whole.count)
    }
}
