import Domain
import TestSupport
import Testing

@testable import Classification

@Suite struct AdaptiveTemperatureTests {
    private static let temperatures = [
        AdaptiveTemperature(bias: 0, slope: 0), AdaptiveTemperature(bias: 0.3, slope: 0.2),
        AdaptiveTemperature(bias: -1, slope: -0.5), AdaptiveTemperature(bias: 40, slope: 90),
        AdaptiveTemperature(bias: -40, slope: 90),
    ]

    @Test(arguments: temperatures) func `The order of the labels stays, and the sum is one`(
        _ temperature: AdaptiveTemperature
    ) {
        var random = SplitMix64(seed: 8)
        for count in [2, 3, 20] {
            for _ in 0..<200 {
                let raw = random.floats(count, in: 0...1).map { $0 * $0 * $0 }
                let probabilities = raw.map { $0 / raw.reduce(0, +) }
                let calibrated = temperature.calibrated(probabilities)
                #expect((calibrated.reduce(0, +) - 1).magnitude < 1e-5)
                let order = probabilities.indices.sorted { probabilities[$0] < probabilities[$1] }
                for (low, high) in zip(order, order.dropFirst()) {
                    #expect(calibrated[low] <= calibrated[high])
                }
            }
        }
    }

    @Test func `Nothing is changed without bias and slope, and nothing breaks at the edges`() {
        let none = AdaptiveTemperature(bias: 0, slope: 0)
        for (a, b) in zip(none.calibrated([0.7, 0.2, 0.1]), [0.7, 0.2, 0.1] as [Float]) {
            #expect((a - b).magnitude < 1e-6)
        }
        #expect(none.calibrated([1]) == [1])
        #expect(none.calibrated([]) == [])
        for temperature in Self.temperatures {
            for edge in [[1, 0, 0], [0, 0, 1], [1 / 3, 1 / 3, 1 / 3]] as [[Float]] {
                #expect(temperature.calibrated(edge).allSatisfy { $0.isFinite && $0 >= 0 })
            }
        }
    }

    @Test func `With a slope, sure answers become surer and doubtful ones more doubtful`() {
        let temperature = AdaptiveTemperature(bias: 0.3, slope: 0.3)
        #expect(temperature.calibrated([0.97, 0.02, 0.01])[0] > 0.97)
        #expect(temperature.calibrated([0.5, 0.3, 0.2])[0] < 0.5)
    }
}
