import Domain
import TestSupport
import Testing

@testable import Training

@Suite struct RiskReportTests {
    private func scores(_ adverse: Float, probe: Float = 0) -> RiskScores {
        RiskScores(adverse: adverse, types: [.probe], probabilities: [probe])
    }

    @Test func `Precision, recall and average precision are those counted by hand`() throws {
        let examples = [
            RiskExample("a", isAdverse: true, types: [.probe]), RiskExample("b", isAdverse: false),
            RiskExample("c", isAdverse: true), RiskExample("d", isAdverse: false),
        ]
        let report = RiskReport(
            examples, [scores(0.9, probe: 0.7), scores(0.8), scores(0.6), scores(0.1, probe: 0.6)])
        #expect(report.texts == 4)
        #expect(report.outputs.map(\.name) == ["adverse"] + RiskType.allCases.map(\.rawValue))
        let adverse = report.outputs[0]
        #expect(adverse.support == 2)
        #expect((adverse.precision.value - 2.0 / 3).magnitude < 1e-9)
        #expect(adverse.recall.value == 1)
        #expect((adverse.averagePrecision - (1 + 2.0 / 3) / 2).magnitude < 1e-9)
        #expect((adverse.precisionAtRecall - 2.0 / 3).magnitude < 1e-9)
        #expect((adverse.thresholdAtRecall - 0.6).magnitude < 1e-6)
        #expect((adverse.f1 - 0.8).magnitude < 1e-9)
        let probe = try #require(report.outputs.first { $0.name == "probe" })
        #expect(probe.precision.value == 0.5)
        #expect(probe.recall.value == 1)
        #expect(report.outputs.last?.support == 0)
        #expect(report.outputs.last?.f1 == 0)
    }

    @Test func `Intervals are Wilson's`() {
        let share = RiskReport.Share(8, of: 10)
        #expect((share.interval.lowerBound - 0.490).magnitude < 1e-3)
        #expect((share.interval.upperBound - 0.943).magnitude < 1e-3)
        #expect(RiskReport.Share(0, of: 0).interval == 0...1)
    }
}
