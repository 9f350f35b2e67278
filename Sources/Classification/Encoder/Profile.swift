import Synchronization

/// The kinds of steps of a layer.
public enum LayerStep: String, Sendable, CaseIterable {
    case queryKeyValue = "query, key, value"
    case attention
    case attentionOutput = "attention output"
    case expansion
    case contraction
    case norms
    case quantization

    /// Int8 operations for each token: two for each weight.
    func operations(_ shape: EncoderShape) -> Int {
        switch self {
        case .queryKeyValue: 2 * 3 * shape.width * shape.width
        case .attentionOutput: 2 * shape.width * shape.width
        case .expansion, .contraction: 2 * shape.width * shape.intermediate
        case .attention, .norms, .quantization: 0
        }
    }
}

/// Sums the time of each kind of step; `none` measures nothing and costs nothing.
final class Profile: Sendable {
    static let none = Profile(isOn: false)

    private let isOn: Bool
    private let sums = Mutex<[LayerStep: Duration]>([:])

    init(isOn: Bool = true) { self.isOn = isOn }

    var durations: [LayerStep: Duration] { sums.withLock { $0 } }

    @inline(__always)
    func measure(_ step: LayerStep, _ body: () -> Void) {
        guard isOn else { return body() }
        let start = ContinuousClock.now
        body()
        let duration = ContinuousClock.now - start
        sums.withLock { $0[step, default: .zero] += duration }
    }
}
