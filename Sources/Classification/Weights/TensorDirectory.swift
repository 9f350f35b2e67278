/// The tensors of a mapped file, by name.
package struct TensorDirectory: Sendable {
    /// The file's path, for messages.
    let path: String
    let file: MappedFile
    /// Each location fits into the file.
    let locations: [String: TensorLocation]

    /// Finds tensors in a file, none of which may be outside it.
    init(path: String, file: MappedFile, locations: [String: TensorLocation]) throws(WeightsError) {
        for (name, location) in locations where !location.fits(in: file.count) {
            throw .badHeader(path: path, reason: "\(name) is outside the file")
        }
        self.path = path
        self.file = file
        self.locations = locations
    }
}

/// A file with named arrays of numbers.
package protocol TensorSource: Sendable {
    /// Where the file's tensors are.
    var directory: TensorDirectory { get }
}

extension TensorSource {
    /// A tensor in fp32.
    ///
    /// - Throws: `missingTensor`, or `wrongShape` when its shape is not `shape`.
    package func tensor(_ name: String, shape: [Int]) throws(WeightsError) -> [Float] {
        let mapped = try table(name, shape: shape)
        return mapped.values(rows: 0..<mapped.location.rowCount)
    }

    /// A tensor that stays in the file, to be read row by row.
    ///
    /// - Throws: `missingTensor`, or `wrongShape` when its shape is not `shape`.
    func table(_ name: String, shape: [Int]) throws(WeightsError) -> MappedTensor {
        guard let location = directory.locations[name] else {
            throw .missingTensor(path: directory.path, name: name)
        }
        guard location.shape == shape else {
            throw .wrongShape(path: directory.path, name: name, expected: shape, actual: location.shape)
        }
        return MappedTensor(file: directory.file, location: location)
    }

    /// The packed int8 elements of a matrix and a scale a row; nil when the file has it in fp32.
    ///
    /// A matrix of four-bit elements is brought to int8 in memory.
    ///
    /// - Throws: `missingTensor`, or `wrongShape` when its shape is not `shape`.
    func packedMatrix(
        _ name: String, shape: [Int]
    ) throws(WeightsError) -> (weights: PackedWeights, scales: [Float])? {
        let mapped = try table(name, shape: shape)
        if mapped.location.element == .int4 {
            let (elements, scales) = WeightsFile.quantize(
                mapped.values(rows: 0..<shape[0]), rows: shape[0])
            return (PackedWeights(elements, rows: shape[0]), scales)
        }
        return PackedWeights(mapped).map { ($0, mapped.scales) }
    }
}
