import Domain
import Training

/// What `risk` and `evaluate` print of each output of a risk head.
struct RiskLine: Encodable {
    private let sample: String?
    private let task = "risk"
    private let label: String
    private let texts: Int
    private let support: Int
    private let precision: Double
    private let precision_interval: [Double]
    private let recall: Double
    private let recall_interval: [Double]
    private let f1: Double
    private let average_precision: Double
    private let precision_at_recall: Double
    private let threshold_at_recall: Double
    private let log_loss: Double
    private let calibration_error: Double
    private let reliability: [Reliability.Bin]

    private init(_ output: RiskReport.Output, _ report: RiskReport, sample: String?) {
        self.sample = sample
        label = output.name
        texts = report.texts
        support = output.support
        precision = output.precision.value
        precision_interval = [
            output.precision.interval.lowerBound, output.precision.interval.upperBound,
        ]
        recall = output.recall.value
        recall_interval = [output.recall.interval.lowerBound, output.recall.interval.upperBound]
        f1 = output.f1
        average_precision = output.averagePrecision
        precision_at_recall = output.precisionAtRecall
        threshold_at_recall = output.thresholdAtRecall
        log_loss = output.logLoss
        calibration_error = output.calibrationError
        reliability = output.reliability.bins
    }

    /// Prints a line for adverse events, and one for each type.
    ///
    /// - Parameter sample: Which of the labels it is on; nil for all that were given.
    static func printAll(_ report: RiskReport, sample: String? = nil) throws {
        for output in report.outputs { printLine(try jsonLine(RiskLine(output, report, sample: sample))) }
    }
}
