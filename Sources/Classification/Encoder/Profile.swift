import Kernels
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

/// What the machine could do at best: multiply-adds on registers alone, in operations (two each) a second on one core.
public struct MachinePeak: Sendable {
    /// The instruction set that scoring uses.
    public let instructions: String
    public let int8: Double
    public let fp32: Double

    /// Measures for about a tenth of a second; the best of five tries each.
    public init() {
        // The kernel returns a constant of the program.
        instructions = unsafe String(cString: kernels_int8_name())
        func best(_ peak: (Int) -> Double) -> Double {
            (0..<5).map { _ in
                let start = ContinuousClock.now
                let operations = 2 * peak(200_000)
                return operations / ((ContinuousClock.now - start) / .seconds(1))
            }.max() ?? 0
        }
        int8 = best(kernels_int8_peak)
        fp32 = best(kernels_fp32_peak)
    }
}
