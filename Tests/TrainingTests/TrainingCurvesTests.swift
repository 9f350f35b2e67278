import Testing

@testable import Training

@Suite struct TrainingCurvesTests {
    @Test func `Curves are a table and a picture`() {
        let curves = TrainingCurves([
            EpochScores(epoch: 1, loss: 2, accuracy: ["x.topic": 0.5], macroF1: ["x.topic": 0.25]),
            EpochScores(epoch: 2, loss: 1, accuracy: ["x.topic": 0.75], macroF1: ["x.topic": 0.5]),
        ])
        #expect(
            curves.csv == "epoch,loss,x.topic.accuracy,x.topic.macro_f1\n1,2.0,0.5,0.25\n2,1.0,0.75,0.5\n")
        #expect(curves.svg.contains("<polyline points=\"50.0,360.0 600.0,200.0\""))
        #expect(TrainingCurves([]).csv == "epoch,loss\n")
    }
}
