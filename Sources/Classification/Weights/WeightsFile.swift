import FoundationEssentials
import Kernels

// The file of weights, little endian:
//
//   0   8 bytes  "BELLWTHR"
//   8   u32      format version: 2, or 1 without `i8-panels`
//   12  u32      CRC-32C of everything from byte 16 to the end
//   16  u64      size of the file in bytes
//   24  u64      length of the header in bytes
//   32  header   JSON, see `WeightsHeader`
//   …   data     tensors and the vocabulary, each at a multiple of 64 bytes from the start of the file
//
// A tensor is row-major, `f32`, or `i8` with one `f32` scale a row: value = scale × element. The matrices that products
// use are `i8-panels`: the same numbers in the order in which the kernels read them (Int8.h), so that the pages of the
// file are worked on as they lie in the page cache, shared by all processes.

/// What a file of weights says of itself.
public struct WeightsHeader: Sendable, Codable {
    /// A name for people.
    public let name: String
    public let encoder: EncoderShape
    /// Width of the projection in the attention pooling.
    public let poolingWidth: Int
    /// Width of the hidden layer of each head.
    public let headWidth: Int
    /// Labels in the order of the outputs, by head.
    public let labels: [String: [String]]
    /// What it was trained on, with licences, and with which settings: free text by key.
    public var training: [String: String]
    /// Measured scores on the validation split, by name.
    public var scores: [String: Double]
    /// How the answers of heads are calibrated, by head; those of an exit begin with `exit.`.
    public var calibration: [String: AdaptiveTemperature]?
    /// Where confident texts leave the encoder; nil where all go through the whole of it.
    public var exit: EarlyExit?

    public init(
        name: String, encoder: EncoderShape, poolingWidth: Int, headWidth: Int, labels: [String: [String]],
        training: [String: String], scores: [String: Double],
        calibration: [String: AdaptiveTemperature]? = nil,
        exit: EarlyExit? = nil
    ) {
        self.name = name
        self.encoder = encoder
        self.poolingWidth = poolingWidth
        self.headWidth = headWidth
        self.labels = labels
        self.training = training
        self.scores = scores
        self.calibration = calibration
        self.exit = exit
    }

    /// The same without what was fitted to the weights as they were.
    public var uncalibrated: WeightsHeader {
        var header = self
        header.calibration = nil
        header.exit = nil
        return header
    }
}

/// A tensor to be written.
public struct NamedTensor: Sendable {
    public let name: String
    public let shape: [Int]
    public let values: [Float]
    /// Whether to store one signed byte an element with a scale a row; for two-dimensional tensors.
    public let quantized: Bool

    public init(name: String, shape: [Int], values: [Float], quantized: Bool = false) {
        precondition(values.count == shape.reduce(1, *) && (!quantized || shape.count == 2))
        self.name = name
        self.shape = shape
        self.values = values
        self.quantized = quantized
    }
}

/// An opened file of weights: checked whole, mapped, read on demand.
public struct WeightsFile: Sendable, TensorSource {
    static let magic = Array("BELLWTHR".utf8)
    static let version: UInt32 = 2
    static let prefix = 32
    static let alignment = 64

    public let path: String
    public let header: WeightsHeader
    /// The vocabulary's text, a token a line.
    public let vocabulary: String
    private let file: MappedFile
    private let locations: [String: TensorLocation]

    /// The JSON header with the places of the tensors.
    struct Directory: Codable {
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
    public init(path: String) throws(WeightsError) {
        self.path = path
        file = try MappedFile(path: path)
        let headerLength = try Self.checkFrame(of: file, path: path)
        let json = unsafe file.withBytes { unsafe Data($0[Self.prefix..<Self.prefix + headerLength]) }
        let directory: Directory
        do {
            directory = try JSONDecoder().decode(Directory.self, from: json)
        } catch {
            throw .badHeader(path: path, reason: "\(error)")
        }
        header = directory.weights
        guard header.encoder.isValid else { throw .badHeader(path: path, reason: "the sizes of the encoder") }
        let words =
            directory.vocabularyOffset..<directory.vocabularyOffset &+ max(0, directory.vocabularyLength)
        guard words.lowerBound >= 0, words.upperBound <= file.count else {
            throw .badHeader(path: path, reason: "the vocabulary lies outside the file")
        }
        vocabulary = unsafe file.withBytes { unsafe String(decoding: $0[words], as: UTF8.self) }
        var locations: [String: TensorLocation] = [:]
        for (name, place) in directory.tensors {
            let location = TensorLocation(
                element: place.type, shape: place.shape, offset: place.offset, scales: place.scales)
            guard location.fits(in: file.count) else {
                throw .badHeader(path: path, reason: "\(name) lies outside the file")
            }
            locations[name] = location
        }
        self.locations = locations
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

    /// The tensors of the whole model in fp32, by name, with the encoder's matrices marked to be quantised.
    ///
    /// The two token types stay as they are: one of their rows is added to every token, and they are too few to gain.
    public func quantizedTensors() -> [NamedTensor] {
        tensors().map { tensor in
            let isOfEncoder = tensor.name.hasPrefix("encoder.") || tensor.name.hasPrefix("embeddings.")
            return NamedTensor(
                name: tensor.name, shape: tensor.shape, values: tensor.values,
                quantized: isOfEncoder && tensor.shape.count == 2 && tensor.shape[0] > 2)
        }
    }

    /// The tensors of the whole model in fp32, by name; those of an exit, which fits these weights alone, are left out.
    public func tensors() -> [NamedTensor] {
        let own = locations.filter { !$0.key.hasPrefix(TensorName.exit) }
        return own.sorted { $0.key < $1.key }.map { name, location in
            NamedTensor(
                name: name, shape: location.shape,
                values: MappedTensor(file: file, location: location).values(rows: 0..<location.rowCount))
        }
    }

    /// A tensor in fp32.
    package func tensor(_ name: String, shape: [Int]) throws(WeightsError) -> [Float] {
        let mapped = try self.mapped(name, shape: shape)
        return mapped.values(rows: 0..<mapped.location.rowCount)
    }

    func table(_ name: String, shape: [Int]) throws(WeightsError) -> any RowTable {
        try mapped(name, shape: shape)
    }

    func packedMatrix(
        _ name: String, shape: [Int]
    ) throws(WeightsError) -> (weights: PackedWeights, scales: [Float])? {
        let mapped = try self.mapped(name, shape: shape)
        return PackedWeights(mapped).map { ($0, mapped.scales) }
    }

    private func mapped(_ name: String, shape: [Int]) throws(WeightsError) -> MappedTensor {
        guard let location = locations[name] else { throw .missingTensor(path: path, name: name) }
        guard location.shape == shape else {
            throw .wrongShape(path: path, name: name, expected: shape, actual: location.shape)
        }
        return MappedTensor(file: file, location: location)
    }
}

extension WeightsFile {
    /// The bytes of a file of weights; the same arguments give the same bytes.
    public static func encode(
        _ header: WeightsHeader, tensors: [NamedTensor], vocabulary: String
    ) throws -> [UInt8] {
        // The directory's length depends on the offsets in it, so offsets count from the start of the data first,
        // and the data starts at a fixed place that leaves the directory room.
        let dataStart = 1 << 16
        var data: [UInt8] = []
        func place(_ bytes: some Collection<UInt8>) -> Int {
            data += [UInt8](repeating: 0, count: (alignment - data.count % alignment) % alignment)
            data += bytes
            return dataStart + data.count - bytes.count
        }
        var places: [String: Directory.Place] = [:]
        for tensor in tensors {
            if tensor.quantized {
                let (elements, scales) = quantize(tensor.values, rows: tensor.shape[0])
                let isTable = tensor.name.hasPrefix("embeddings.")
                let stored = isTable ? elements : packed(elements, rows: tensor.shape[0])
                places[tensor.name] = Directory.Place(
                    type: isTable ? .int8 : .packedInt8, shape: tensor.shape,
                    offset: place(stored.lazy.map { UInt8(bitPattern: $0) }),
                    scales: place(littleEndian(scales)))
            } else {
                places[tensor.name] = Directory.Place(
                    type: .float32, shape: tensor.shape, offset: place(littleEndian(tensor.values)),
                    scales: nil)
            }
        }
        let words = Array(vocabulary.utf8)
        let directory = Directory(
            weights: header, tensors: places, vocabularyOffset: place(words), vocabularyLength: words.count)
        let encoder = JSONEncoder()
        encoder.outputFormatting = [.sortedKeys]
        let json = try encoder.encode(directory)
        precondition(prefix + json.count <= dataStart, "the header of weights has outgrown its room")

        let size = dataStart + data.count
        var rest = littleEndian(UInt64(size)) + littleEndian(UInt64(json.count)) + json
        rest += [UInt8](repeating: 0, count: dataStart - 16 - rest.count)
        rest += data
        let crc = unsafe rest.withUnsafeBytes {
            unsafe crc32c(UnsafeRawBufferPointer(rebasing: $0[...])[...])
        }
        return magic + littleEndian(version) + littleEndian(crc) + rest
    }

    /// Symmetric quantisation: scale = max |value| / 127 of the row, element = round(value / scale).
    static func quantize(_ values: [Float], rows: Int) -> (elements: [Int8], scales: [Float]) {
        let width = values.count / max(rows, 1)
        var elements: [Int8] = []
        elements.reserveCapacity(values.count)
        var scales: [Float] = []
        for row in 0..<rows {
            let slice = values[row * width..<(row + 1) * width]
            let largest = slice.lazy.map(\.magnitude).max() ?? 0
            let scale = largest > 0 ? largest / 127 : 1
            scales.append(scale)
            elements += slice.lazy.map { Int8(clamping: Int(($0 / scale).rounded())) }
        }
        return (elements, scales)
    }

    /// Elements of a row-major matrix in panels.
    private static func packed(_ elements: [Int8], rows: Int) -> [Int8] {
        let width = elements.count / max(rows, 1)
        let size = kernels_int8_packed_size(width, rows)
        return unsafe [Int8](unsafeUninitializedCapacity: size) { out, count in
            // `elements` has rows × width bytes, `out` room for what the kernel says it writes.
            if let start = out.baseAddress { unsafe kernels_int8_pack(elements, width, rows, start) }
            count = size
        }
    }

    private static func littleEndian(_ value: some FixedWidthInteger) -> [UInt8] {
        (0..<value.bitWidth / 8).map { UInt8(truncatingIfNeeded: value >> ($0 * 8)) }
    }

    private static func littleEndian(_ values: [Float]) -> [UInt8] {
        values.flatMap { littleEndian($0.bitPattern) }
    }

    private static func crc32c(_ bytes: Slice<UnsafeRawBufferPointer>) -> UInt32 {
        let whole = unsafe UnsafeRawBufferPointer(rebasing: bytes)
        guard let start = whole.baseAddress else { return 0 }
        // The kernel reads whole.count bytes from its start.
        return unsafe kernels_crc32c(0, start.assumingMemoryBound(to: UInt8.self), whole.count)
    }
}
