import Charts
import Domain

/// How far the model's probabilities are from what is so, as the model's page shows it.
enum ReliabilityView {
    /// The name of the table in JSON and CSV.
    static let tableName = "reliability"

    /// A part of the page for each head: a curve with its numbers.
    static func sections(_ measured: [Reliability]) -> [[String: Any]] {
        measured.enumerated().map { place, reliability in
            let curve = CalibrationCurve(
                title: "Calibration of \(name(of: reliability.head))",
                bins: reliability.bins.map {
                    .init(predicted: $0.predicted, observed: $0.observed, count: $0.count)
                })
            return [
                "place": place, "name": name(of: reliability.head), "meaning": meaning(of: reliability.head),
                "data": reliability.data, "count": Numbers.grouped(reliability.count),
                "error": Numbers.percent(reliability.error, 1), "curve": curve.svg(id: "head-\(place)"),
                "numbers": ChartRows.content(curve.table(), summary: "The numbers of the curve as a table"),
            ]
        }
    }

    private static func name(of head: HeadName) -> String {
        switch head {
        case .sentiment: "sentiment"
        case .topic: "topic of a headline"
        case .entity: "sentiment toward a company"
        case .adverse: "adverse events"
        default: head.rawValue
        }
    }

    /// What is compared with what.
    private static func meaning(of head: HeadName) -> String {
        head == .adverse
            ? "the predicted probability of an event compared with the share of headlines that report one"
            : "the probability of the most likely label compared with the accuracy"
    }

    /// The bins of all heads.
    static func table(_ measured: [Reliability]) -> Table {
        var table = Table(tableName, ["head", "data", "predicted", "observed", "count"])
        for reliability in measured {
            for bin in reliability.bins {
                table.add([
                    .text(reliability.head.rawValue), .text(reliability.data), .number(bin.predicted),
                    .number(bin.observed), .whole(bin.count),
                ])
            }
        }
        return table
    }
}
