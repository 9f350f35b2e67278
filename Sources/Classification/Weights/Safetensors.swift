import FoundationEssentials

/// A file in the safetensors format: the length of a JSON header as 8 bytes (little endian), the header, the
/// data.
///
/// Source: huggingface/safetensors, README, "Format". Only F32 tensors are read.
public struct Safetensors: Sendable, TensorSource {
    /// Where the file's tensors are.
    package let directory: TensorDirectory

    private struct Description: Decodable {
        let dtype: String
        let shape: [Int]
        let data_offsets: [Int]
    }

    private enum HeaderValue: Decodable {
        case tensor(Description)
        case metadata

        init(from decoder: any Decoder) throws {
            self = (try? Description(from: decoder)).map(HeaderValue.tensor) ?? .metadata
        }
    }

    /// Maps the file and reads its header.
    public init(path: String) throws(WeightsError) {
        let file = try MappedFile(path: path)
        let size = file.count
        guard size > 8 else { throw .notWeights(path: path, expected: "safetensors") }
        let length = unsafe file.withBytes { bytes in
            unsafe Int(truncatingIfNeeded: UInt64(littleEndian: bytes.loadUnaligned(as: UInt64.self)))
        }
        guard length > 1, length <= size - 8 else { throw .notWeights(path: path, expected: "safetensors") }
        let json = unsafe file.withBytes { bytes in unsafe Data(bytes[8..<8 + length]) }
        guard let header = try? JSONDecoder().decode([String: HeaderValue].self, from: json) else {
            throw .notWeights(path: path, expected: "safetensors")
        }
        var locations: [String: TensorLocation] = [:]
        for case (let name, .tensor(let tensor)) in header where tensor.dtype == "F32" {
            guard tensor.data_offsets.count == 2, tensor.data_offsets[0] >= 0,
                tensor.data_offsets[0] <= size
            else { throw .badHeader(path: path, reason: "data_offsets of \(name)") }
            locations[name] = TensorLocation(
                element: .float32, shape: tensor.shape, offset: 8 + length + tensor.data_offsets[0],
                scales: nil)
        }
        directory = try TensorDirectory(path: path, file: file, locations: locations)
    }
}
