import Kernels

/// What the machine could do at best: multiply-adds on registers only, in operations (two each) a second on
/// one core.
public struct MachinePeak: Sendable {
    /// The instruction set that scoring uses.
    public let instructions: String
    /// Int8 operations a second.
    public let int8: Double
    /// Fp32 operations a second.
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
