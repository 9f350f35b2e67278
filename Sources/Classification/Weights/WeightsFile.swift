import FoundationEssentials
import Kernels

// The file of weights, little endian:
//
//   0   8 bytes  "BELLWTHR"
//   8   u32      format version: 4; 3 has no `i4`; 2 lists three heads by name; 1 has no `i8-panels` either
//   12  u32      CRC-32C of everything from byte 16 to the end
//   16  u64      size of the file in bytes
//   24  u64      length of the header in bytes
//   32  header   JSON, see `WeightsHeader`
//   …   data     tensors and the vocabulary, each at a multiple of 64 bytes from the start of the file
//
// A tensor is row-major, `f32`, or `i8` with one `f32` scale a row: value = scale × element. The matrices
// that products use are `i8-panels`: the same numbers in the order in which the kernels read them (Int8.h),
// so that the pages of the file are used as they are in the page cache, shared by all processes. Tables, and
// matrices that may cost memory of their own, may be `i4`, see Int4.swift.

/// An opened file of weights: checked whole, mapped, read on demand.
public struct WeightsFile: Sendable, TensorSource {
    static let magic = Array("BELLWTHR".utf8)
    static let version: UInt32 = 4
    static let prefix = 32
    static let alignment = 64

    /// The file's path.
    public let path: String
    /// What the file says of itself.
    public let header: WeightsHeader
    /// The vocabulary's text, a token a line.
    public let vocabulary: String
    /// Where the file's tensors are.
    package let directory: TensorDirectory

    /// The JSON header with the places of the tensors.
    struct Contents: Codable {
        struct Place: Codable {
            let type: TensorLocation.Element
            let shape: [Int]
            let offset: Int
            let scales: Int?
        }

        let weights: WeightsHeader
        let tensors: [String: Place]
        let vocabularyOffset: Int
        let vocabularyLength: Int
    }

    /// Maps the file and checks its magic, version, size, checksum and every tensor's place.
    ///
    /// - Throws: `WeightsError`, which says what is wrong with the file. Cost: one pass over its bytes.
    public init(path: String) throws(WeightsError) {
        self.path = path
        let file = try MappedFile(path: path)
        let headerLength = try Self.checkFrame(of: file, path: path)
        let json = unsafe file.withBytes { unsafe Data($0[Self.prefix..<Self.prefix + headerLength]) }
        let contents: Contents
        do {
            contents = try JSONDecoder().decode(Contents.self, from: json)
        } catch {
            throw .badHeader(path: path, reason: "\(error)")
        }
        header = contents.weights
        guard header.encoder.isValid else { throw .badHeader(path: path, reason: "the sizes of the encoder") }
        if let problem = header.reliabilityProblem { throw .badHeader(path: path, reason: problem) }
        let (start, length) = (contents.vocabularyOffset, contents.vocabularyLength)
        guard start >= 0, length >= 0, length <= file.count, start <= file.count - length else {
            throw .badHeader(path: path, reason: "the vocabulary is outside the file")
        }
        vocabulary = unsafe file.withBytes {
            unsafe String(decoding: $0[start..<start + length], as: UTF8.self)
        }
        var locations: [String: TensorLocation] = [:]
        for (name, place) in contents.tensors {
            locations[name] = TensorLocation(
                element: place.type, shape: place.shape, offset: place.offset, scales: place.scales)
        }
        self.directory = try TensorDirectory(path: path, file: file, locations: locations)
    }

    /// Checks everything before the header; returns the header's length.
    private static func checkFrame(of file: MappedFile, path: String) throws(WeightsError) -> Int {
        let size = file.count
        // Every offset read below is smaller than `prefix`, and the file is at least that long.
        let fields = unsafe file.withBytes {
            bytes -> (magic: Bool, version: UInt32, crc: UInt32, size: UInt64, header: UInt64) in
            guard size >= prefix, unsafe bytes.prefix(8).elementsEqual(magic) else {
                return (false, 0, 0, 0, 0)
            }
            return unsafe (
                true, UInt32(littleEndian: bytes.loadUnaligned(fromByteOffset: 8, as: UInt32.self)),
                UInt32(littleEndian: bytes.loadUnaligned(fromByteOffset: 12, as: UInt32.self)),
                UInt64(littleEndian: bytes.loadUnaligned(fromByteOffset: 16, as: UInt64.self)),
                UInt64(littleEndian: bytes.loadUnaligned(fromByteOffset: 24, as: UInt64.self))
            )
        }
        guard fields.magic else { throw .notWeights(path: path, expected: "BELLWTHR") }
        guard fields.version <= version else {
            throw .newerFormat(path: path, version: fields.version, supported: version)
        }
        guard fields.size == UInt64(size) else {
            throw .truncated(path: path, expected: Int(clamping: fields.size), actual: size)
        }
        guard fields.header <= UInt64(size - prefix) else { throw .damaged(path: path) }
        guard unsafe file.withBytes({ unsafe crc32c($0[16...]) }) == fields.crc else {
            throw .damaged(path: path)
        }
        return Int(fields.header)
    }
}

extension WeightsFile {
    /// The tensors of the whole model in fp32, by name, with the encoder's matrices marked to be quantized.
    ///
    /// The two token types stay as they are: one of their rows is added to every token, and they are too few
    /// to gain.
    public func quantizedTensors() -> [NamedTensor] {
        tensors().map { tensor in
            let isOfEncoder = tensor.name.hasPrefix("encoder.") || tensor.name.hasPrefix("embeddings.")
            return NamedTensor(
                name: tensor.name, shape: tensor.shape, values: tensor.values,
                quantized: isOfEncoder && tensor.shape.count == 2 && tensor.shape[0] > 2)
        }
    }

    /// The tensors of the whole model in fp32, by name.
    ///
    /// Those of an exit, a risk head and a tagger, which fit only these weights, are left out.
    public func tensors() -> [NamedTensor] {
        let fitted = [TensorName.exit, TensorName.risk, TensorName.tagger]
        return storedTensors().filter { tensor in !fitted.contains { tensor.name.hasPrefix($0) } }
            .map { NamedTensor(name: $0.name, shape: $0.shape, values: $0.values) }
    }

    /// All tensors for a smaller file: word vectors and a tagger's own matrices in four bits, the matrices of
    /// poolings and heads in eight; the encoder's stay bit by bit as they are.
    public func compactTensors() -> [NamedTensor] {
        storedTensors().map { tensor in
            guard tensor.shape.count == 2, tensor.shape[0] > 2, tensor.bits == 8 else { return tensor }
            let isTable = tensor.name == TensorName.words
            let isOfTagger = tensor.name.hasPrefix(TensorName.tagger)
            if isTable || isOfTagger && tensor.quantized, tensor.shape[1].isMultiple(of: Int4.group) {
                return NamedTensor(
                    name: tensor.name, shape: tensor.shape, values: tensor.values, quantized: true, bits: 4)
            }
            if tensor.quantized || isOfTagger || tensor.name.hasPrefix("embeddings.") { return tensor }
            return NamedTensor(
                name: tensor.name, shape: tensor.shape, values: tensor.values, quantized: true)
        }
    }

    /// All tensors, which a file that is written of them has bit by bit.
    public func storedTensors() -> [NamedTensor] {
        directory.locations.sorted { $0.key < $1.key }.map { name, location in
            let mapped = MappedTensor(file: directory.file, location: location)
            return NamedTensor(
                name: name, shape: location.shape, values: mapped.values(rows: 0..<location.rowCount),
                quantized: location.element != .float32,
                scales: location.element == .float32 ? nil : mapped.scales,
                bits: location.element == .int4 ? 4 : 8)
        }
    }
}
