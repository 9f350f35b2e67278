import Domain
import Testing

@testable import Training

@Suite struct ExitCalibrationTests {
    @Test func `The least confidence lets no more disagree than the share, and falls as the share rises`() {
        var random = SplitMix64(seed: 4)
        let answers = (0..<500).map { _ in
            let confidence = Float.random(in: 0.3...1, using: &random)
            return (confidence: confidence, agrees: Float.random(in: 0...1, using: &random) < confidence)
        }
        var last: Float = 2
        for share in [0, 0.002, 0.01, 0.05, 0.2, 1] {
            let least = leastConfidence(answers, disagreeing: share)
            #expect(least <= last)
            last = least
            let disagreeing = answers.count { $0.confidence >= least && !$0.agrees }
            #expect(disagreeing <= Int(500 * share))
        }
        #expect(leastConfidence([(0.9, false), (0.9, true)], disagreeing: 0) > 0.9)
        #expect(leastConfidence([], disagreeing: 0.5) > 1)
    }
}
