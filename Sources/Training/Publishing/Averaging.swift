public import Classification
public import Domain

// Averages of trained weights ("model soups", Wortsman et al. 2022): runs that start from the same encoder
// end in one valley of the loss, and the middle of it is better than its slopes.

/// Why weights cannot be averaged.
public enum AveragingError: Error, Equatable, CustomStringConvertible {
    case otherShapes(path: String, first: String)

    /// Which files do not go together, and why.
    public var description: String {
        switch self {
        case .otherShapes(let path, let first):
            "\(path) does not have the tensors of \(first): only runs of one model on the same corpora can be averaged"
        }
    }
}

/// The mean of the tensors of all files, in fp32.
public func averagedTensors(of files: [WeightsFile]) throws(AveragingError) -> [NamedTensor] {
    guard let first = files.first else { return [] }
    var sums = first.tensors()
    for file in files.dropFirst() {
        let tensors = file.tensors()
        guard tensors.map(\.name) == sums.map(\.name), tensors.map(\.shape) == sums.map(\.shape) else {
            throw .otherShapes(path: file.path, first: first.path)
        }
        sums = zip(sums, tensors).map { sum, tensor in
            NamedTensor(
                name: sum.name, shape: sum.shape, values: zip(sum.values, tensor.values).map { $0 + $1 })
        }
    }
    let factor = 1 / Float(files.count)
    return sums.map { NamedTensor(name: $0.name, shape: $0.shape, values: $0.values.map { $0 * factor }) }
}

/// The tensors with the logits of each head divided by its temperature.
public func calibrated(_ tensors: [NamedTensor], by temperatures: [HeadName: Float]) -> [NamedTensor] {
    let factors = temperatures.flatMap { head, temperature in
        ["weight", "bias"].map { ("\(TensorName.head(head.rawValue)).output.\($0)", 1 / temperature) }
    }
    let byName = Dictionary(factors, uniquingKeysWith: { first, _ in first })
    return tensors.map { tensor in
        byName[tensor.name].map { factor in
            NamedTensor(name: tensor.name, shape: tensor.shape, values: tensor.values.map { $0 * factor })
        } ?? tensor
    }
}
