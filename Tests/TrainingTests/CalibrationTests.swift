import Classification
import Domain
import TestSupport
import Testing

@testable import Training

@Suite struct CalibrationTests {
    @Test func `The temperature undoes what sharpened the probabilities`() {
        // Labels drawn from softmax(z); probabilities stated as softmax(z / 0.5), too sharp by a factor of 2.
        var random = SplitMix64(seed: 5)
        var rows: [Float] = []
        var labels: [Int] = []
        for _ in 0..<3000 {
            let z = random.floats(3, in: -2...2)
            let honest = softmax(z)
            let draw = Float.random(in: 0..<1, using: &random)
            labels.append(draw < honest[0] ? 0 : draw < honest[0] + honest[1] ? 1 : 2)
            rows += softmax(z.map { $0 * 2 })
        }
        let found = temperature(Matrix(rows: 3000, columns: 3, values: rows), labels: labels)
        #expect((found - 2).magnitude < 0.15)
    }

    @Test func `A temperature by entropy undoes one that was applied`() {
        // Labels drawn from what an adaptive temperature makes of the stated probabilities.
        var random = SplitMix64(seed: 6)
        let wanted = AdaptiveTemperature(bias: 0.4, slope: 0.35)
        var rows: [Float] = []
        var labels: [Int] = []
        for _ in 0..<3000 {
            let stated = softmax(random.floats(3, in: -3...3))
            let honest = wanted.calibrated(stated)
            let draw = Float.random(in: 0..<1, using: &random)
            labels.append(draw < honest[0] ? 0 : draw < honest[0] + honest[1] ? 1 : 2)
            rows += stated
        }
        let probabilities = Matrix(rows: labels.count, columns: 3, values: rows)
        let found = adaptiveTemperature(probabilities, labels: labels)
        #expect((found.bias - wanted.bias).magnitude < 0.1)
        #expect((found.slope - wanted.slope).magnitude < 0.12)
        #expect(adaptiveTemperature(Matrix(rows: 0, columns: 3), labels: []).bias == 0)
    }

    @Test func `The calibration error is the gap between confidence and accuracy`() {
        let honest = (0..<1000).map { (confidence: 0.75, isRight: $0 % 4 != 0) }
        #expect(expectedCalibrationError(honest) < 1e-9)
        let boastful = (0..<1000).map { (confidence: 0.95, isRight: $0 % 2 == 0) }
        #expect((expectedCalibrationError(boastful) - 0.45).magnitude < 1e-9)
        #expect(expectedCalibrationError([]) == 0)
    }

    @Test func `The log loss is the mean surprise at what is so, and finite`() {
        #expect(logLoss([1, 1]) == 0)
        #expect((logLoss([0.5, 0.25]) - 1.5 * 0.6931471805599453).magnitude < 1e-9)
        #expect(logLoss([0]).isFinite)
        #expect(logLoss([]) == 0)
    }

    private func softmax(_ z: [Float]) -> [Float] {
        let exponentials = z.map { exponential($0) }
        let sum = exponentials.reduce(0, +)
        return exponentials.map { $0 / sum }
    }
}
