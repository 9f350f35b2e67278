import Classification
import Domain
import TestSupport
import Testing

@testable import Training

@Suite struct RidgeTests {
    @Test func `Ridge regression finds the linear map behind the data`() {
        var random = SplitMix64(seed: 9)
        let (rows, width, outputs) = (300, 6, 4)
        let inputs = Matrix(rows: rows, columns: width, values: random.floats(rows * width, in: -1...1))
        let wanted = LinearParameters(
            weight: Matrix(rows: outputs, columns: width, values: random.floats(outputs * width)),
            bias: random.floats(outputs))
        let compute = Compute(threads: 1, prefersBfloat16: false)
        let found = ridge(from: inputs, to: compute(wanted, inputs), penalty: 1e-7, compute)
        for (a, b) in zip(found.weight.values + found.bias, wanted.weight.values + wanted.bias) {
            #expect((a - b).magnitude < 1e-3)
        }
        // Inputs that say nothing leave the outputs' mean.
        let same = ridge(
            from: Matrix(rows: rows, columns: width), to: compute(wanted, inputs), compute)
        #expect(same.weight.values.allSatisfy { $0.isFinite && $0.magnitude < 1e-3 })
    }
}
