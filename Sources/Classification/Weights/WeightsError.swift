/// Why a file of weights cannot be used.
public enum WeightsError: Error, Equatable, CustomStringConvertible {
    case unreadable(path: String, reason: String)
    case notFound(searched: [String])
    case notWeights(path: String, expected: String)
    case newerFormat(path: String, version: UInt32, supported: UInt32)
    case truncated(path: String, expected: Int, actual: Int)
    case damaged(path: String)
    case badHeader(path: String, reason: String)
    case missingTensor(path: String, name: String)
    case wrongShape(path: String, name: String, expected: [Int], actual: [Int])
    case notQuantized(path: String)
    case noRiskHead(path: String)
    case noTagger(path: String)

    /// What is wrong with which file, and what to do.
    public var description: String {
        switch self {
        case .unreadable(let path, let reason): "cannot read the weights \(path): \(reason)"
        case .notFound(let searched):
            "no weights found; looked in \(searched.joined(separator: ", ")). Name the file with --weights or $BELLWETHER_WEIGHTS"
        case .notWeights(let path, let expected):
            "\(path) is not a file of weights: it does not start as \(expected)"
        case .newerFormat(let path, let version, let supported):
            "the weights \(path) have format \(version); this bellwether reads up to \(supported). Update bellwether, or use older weights"
        case .truncated(let path, let expected, let actual):
            "the weights \(path) are cut off: \(actual) bytes of \(expected). Copy the file again"
        case .damaged(let path):
            "the weights \(path) are damaged: the checksum does not match. Copy the file again"
        case .badHeader(let path, let reason): "the header of the weights \(path) is not valid: \(reason)"
        case .missingTensor(let path, let name): "the weights \(path) lack the tensor \(name)"
        case .wrongShape(let path, let name, let expected, let actual):
            "the tensor \(name) of the weights \(path) has shape \(actual), not \(expected)"
        case .noRiskHead(let path):
            "the weights \(path) have no risk head; add one with `bellwether risk`, or use the weights that ship"
        case .noTagger(let path):
            "the weights \(path) have no tagger; add one with `bellwether tagger`, or use weights that have one"
        case .notQuantized(let path):
            "the weights \(path) are not int8; run `bellwether quantize` on them, or score with --precision fp32"
        }
    }
}
